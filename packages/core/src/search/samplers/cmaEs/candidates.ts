import { at } from '../../../plugin/at.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { valueAtQuantile } from '../../quantile.ts';
import { type Draw, drawKey, makeDraw, type Space } from '../../space.ts';
import { ATTEMPTS } from '../random.ts';
import { reflected } from '../unitSteps.ts';
import { type Distribution, randomPoint } from './distribution.ts';

/** How many points may lie outside before one is reflected. */
const OUTSIDE = 100;

/** A point that may be proposed, one quantile a parameter, and the draw that it stands for. */
export interface Candidate {
  readonly point: readonly number[];
  readonly draw: Draw;
}

/**
 * Random points of a distribution, one after another, that have all quantiles in [0, 1): what lies outside is drawn
 * anew, and reflected where that is of no avail. They end after a number of attempts.
 */
export function* candidates(
  space: Space,
  distribution: Distribution,
  stream: RandomStream,
): Generator<Candidate, void, undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const anywhere = randomPoint(distribution, stream);
    const isInside = anywhere.every((quantile) => quantile >= 0 && quantile < 1);
    if (!isInside && attempt < OUTSIDE) continue;
    const point = anywhere.map(reflected);
    yield { point, draw: makeDraw(space, ({ domain }, index) => valueAtQuantile(domain, at(point, index))) };
  }
}

/**
 * The point that stands for a draw that was proposed: the first of the stream's candidates that has its values.
 * Whatever came before it was not accepted, or else it would have been proposed. Undefined when there is none: the draw
 * came from elsewhere.
 *
 * @param stream the one that the draw was proposed from, at its beginning.
 */
export function recovered(
  space: Space,
  distribution: Distribution,
  stream: RandomStream,
  draw: Draw,
): readonly number[] | undefined {
  const key = drawKey(space, draw);
  for (const candidate of candidates(space, distribution, stream)) {
    if (drawKey(space, candidate.draw) === key) return candidate.point;
  }
  return undefined;
}

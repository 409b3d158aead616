import { completedDraw, isWhole } from '../../search/enqueued.ts';
import { firstAccepted } from '../../search/firstAccepted.ts';
import { type Draw, drawKey } from '../../search/space.ts';
import type { Sweep } from '../../sweepfile/sweepSpec.ts';
import { randomStreams } from './randomStreams.ts';

/** How often what is not given of an enqueued configuration is drawn anew for the constraints. */
const ATTEMPTS = 100_000;

/**
 * The configurations to try first, each different and allowed.
 *
 * @throws InvalidSweepError when one does not satisfy the constraints, or is there twice.
 */
export function enqueuedDraws(sweep: Sweep): readonly Draw[] {
  const { search } = sweep.spec;
  const { space } = search;
  const streams = randomStreams(search.seed);
  const indexByKey = new Map<string, number>();
  const draws = new Map<number, Draw>();
  // What is given whole comes first, so that nothing that is drawn takes its place.
  for (const isGiven of [true, false]) {
    for (const [i, given] of search.enqueued.entries()) {
      if (isWhole(space, given) !== isGiven) continue;
      const stream = streams(`enqueued ${i}`);
      const draw = firstAccepted(
        isGiven ? 1 : ATTEMPTS,
        (candidate) => sweep.compiler.allows(candidate) && !indexByKey.has(drawKey(space, candidate)),
        () => completedDraw(space, given, stream),
      );
      if (draw === undefined) throw notEnqueued(sweep, i, completedDraw(space, given, stream), indexByKey);
      draws.set(i, draw);
      indexByKey.set(drawKey(space, draw), i);
    }
  }
  return [...draws].toSorted(([a], [b]) => a - b).map(([, draw]) => draw);
}

/** Why a configuration is not tried first, shown by one of those that it could be. */
function notEnqueued(
  { spec, compiler }: Sweep,
  index: number,
  draw: Draw,
  indexByKey: ReadonlyMap<string, number>,
): Error {
  const path = ['search', 'enqueue', index];
  const first = indexByKey.get(drawKey(spec.search.space, draw));
  if (first !== undefined) return compiler.errorAt({ path, id: 'duplicate-configuration', data: { earlier: first } });
  const constraints = compiler.constraints.filter(({ satisfies }) => !satisfies(draw)).map(({ text }) => text);
  return compiler.errorAt({ path, id: 'constraint-unsatisfied', data: { constraints } });
}

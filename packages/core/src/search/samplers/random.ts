import { Type } from 'typebox';
import type { RandomStream } from '../../plugin/random.ts';
import { valueAtQuantile } from '../quantile.ts';
import { defineSampler, positionOf } from '../sampler.ts';
import { type Draw, makeDraw, type Space } from '../space.ts';

/** How often a draw that is not accepted is drawn anew. */
export const ATTEMPTS = 1000;

/** Independent draws: each proposal comes from a stream of its own, whatever was proposed before. */
export const random = defineSampler({
  name: 'random',
  summary: 'Draws every value independently.',
  options: Type.Object({}),
  objectives: { least: 0, most: Number.POSITIVE_INFINITY },
  exhaustible: false,
  unsupportedParameters: () => [],
  generation: () => Number.POSITIVE_INFINITY,
  start: ({ space, random: streams }) => ({
    ask: (question) => acceptedDraw(space, streams(`proposal ${positionOf(question)}`), question.accepts, ATTEMPTS),
  }),
});

/** The first of up to `attempts` independent random draws that is accepted. */
export function acceptedDraw(
  space: Space,
  stream: RandomStream,
  accepts: (draw: Draw) => boolean,
  attempts: number,
): Draw | undefined {
  return firstAccepted(attempts, accepts, () => randomDraw(space, stream));
}

/** A random draw: a value for every parameter that exists, by its own distribution. */
export function randomDraw(space: Space, stream: RandomStream): Draw {
  return makeDraw(space, ({ domain }) => valueAtQuantile(domain, stream.uniform()));
}

/** The first of up to `attempts` draws that is accepted; `draw` is told how many were not. */
export function firstAccepted(
  attempts: number,
  accepts: (draw: Draw) => boolean,
  draw: (attempt: number) => Draw,
): Draw | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const candidate = draw(attempt);
    if (accepts(candidate)) return candidate;
  }
  return undefined;
}

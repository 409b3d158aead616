import { Type } from 'typebox';
import type { RandomStream } from '../../plugin/random.ts';
import { valueAtQuantile } from '../quantile.ts';
import { defineSampler, positionOf } from '../sampler.ts';
import { type Draw, makeDraw, type Space } from '../space.ts';

/** How often an unaccepted draw is redrawn. */
export const ATTEMPTS = 1000;

/** Independent draws. Each proposal has its own random stream, so it does not depend on earlier ones. */
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

/** The first accepted one of up to `attempts` independent random draws. */
export function acceptedDraw(
  space: Space,
  stream: RandomStream,
  accepts: (draw: Draw) => boolean,
  attempts: number,
): Draw | undefined {
  return firstAccepted(attempts, accepts, () => randomDraw(space, stream));
}

/** A random draw: a value for every active parameter, from its own distribution. */
export function randomDraw(space: Space, stream: RandomStream): Draw {
  return makeDraw(space, ({ domain }) => valueAtQuantile(domain, stream.uniform()));
}

/** The first accepted one of up to `attempts` draws; `draw` gets the number of the attempt, from 0. */
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

import { Type } from 'typebox';
import type { RandomStream } from '../plugin/random.ts';
import { defineSampler } from './sampler.ts';
import { type Domain, type Draw, isActive, type Space } from './space.ts';
import { stepCount, steppedValue } from './steps.ts';

/** Independent draws: proposal i comes from a stream of its own, whatever was asked for before. */
export const random = defineSampler({
  name: 'random',
  summary: 'Draws every value independently.',
  options: Type.Object({}),
  generation: Number.POSITIVE_INFINITY,
  exhaustible: false,
  obstacles: () => [],
  start: (space, _options, streams) => {
    let asked = 0;
    return {
      ask: (count) => Array.from({ length: count }, () => drawFrom(space, streams(`proposal ${asked++}`))),
    };
  },
});

function drawFrom(space: Space, stream: RandomStream): Draw {
  let draw: Draw = {};
  for (const parameter of space.parameters) {
    if (isActive(parameter, draw)) draw = { ...draw, [parameter.name]: drawValue(parameter.domain, stream) };
  }
  return draw;
}

function drawValue(domain: Domain, stream: RandomStream): number {
  switch (domain.type) {
    case 'choice':
      return drawChoice(domain.labels.length, domain.probabilities, stream);
    case 'range':
      return drawFromRange(domain, stream);
    default: {
      const normal = domain.mu + domain.sigma * standardNormal(stream);
      const value = domain.type === 'normal' ? normal : Math.exp(normal);
      return domain.integer ? Math.round(value) : value;
    }
  }
}

function drawChoice(count: number, probabilities: readonly number[] | undefined, stream: RandomStream): number {
  if (probabilities === undefined) return stream.integer(count);
  let left = stream.uniform();
  const index = probabilities.findIndex((probability) => {
    left -= probability;
    return left < 0;
  });
  // Rounding of the sum can leave a sliver beyond the last choice that has any probability.
  return index === -1 ? probabilities.findLastIndex((probability) => probability > 0) : index;
}

function drawFromRange({ min, max, integer, log, step }: Domain & { type: 'range' }, stream: RandomStream): number {
  if (step !== undefined) return steppedValue(min, step, drawIndex(stepCount(min, max, step), stream));
  if (integer && !log) return min + drawIndex(max - min + 1, stream);
  // Half a unit on either side gives the first and the last integer the share of every other.
  const [low, high] = integer ? [min - 0.5, max + 0.5] : [min, max];
  const value = log
    ? Math.exp(Math.log(low) + (Math.log(high) - Math.log(low)) * stream.uniform())
    : low + (high - low) * stream.uniform();
  return Math.min(max, Math.max(min, integer ? Math.round(value) : value));
}

function drawIndex(count: number, stream: RandomStream): number {
  return count <= 2 ** 32 ? stream.integer(count) : Math.floor(stream.uniform() * count);
}

/** A standard normal number by Marsaglia's polar method (1964). */
function standardNormal(stream: RandomStream): number {
  for (;;) {
    const x = 2 * stream.uniform() - 1;
    const y = 2 * stream.uniform() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

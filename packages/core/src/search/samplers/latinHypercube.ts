import { Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import type { RandomStream } from '../../plugin/random.ts';
import { valueAtQuantile } from '../quantile.ts';
import { defineSampler, positionOf } from '../sampler.ts';
import { makeDraw } from '../space.ts';
import { ATTEMPTS, acceptedDraw, firstAccepted } from './random.ts';

/** How often an unaccepted configuration is redrawn in the same strata. */
const ATTEMPTS_INSIDE = 100;

/**
 * Latin hypercube sampling (McKay, Beckman & Conover 1979, A comparison of three methods for selecting values of input
 * variables): the distribution of each parameter is cut into as many strata of equal probability as the sampler
 * proposes configurations, and each stratum is used by one configuration, at a random place inside it. A conditional
 * parameter skips the strata of configurations without it.
 *
 * A configuration that is not accepted anywhere in its strata is replaced by a random one.
 */
export const latinHypercube = defineSampler({
  name: 'latinHypercube',
  summary: 'Divides every value into as many strata as there are trials, and uses each once.',
  options: Type.Object({}),
  objectives: { least: 0, most: Number.POSITIVE_INFINITY },
  exhaustible: false,
  unsupportedParameters: () => [],
  generation: () => Number.POSITIVE_INFINITY,
  start: ({ space, enqueued, random, budget = enqueued + 1 }) => {
    // Without a budget there is one stratum, so draws are random.
    const strata = Math.max(1, budget - enqueued);
    let strataOf: readonly Uint32Array[] | undefined;
    return {
      ask: (question) => {
        const position = positionOf(question);
        strataOf ??= space.parameters.map((_, index) => permutation(strata, random(`strata ${index}`)));
        const columns = strataOf;
        const stream = random(`proposal ${position}`);
        const inside = firstAccepted(ATTEMPTS_INSIDE, question.accepts, () =>
          makeDraw(space, ({ domain }, index) => {
            const stratum = at(at(columns, index), (position - enqueued) % strata);
            return valueAtQuantile(domain, (stratum + stream.uniform()) / strata);
          }),
        );
        return inside ?? acceptedDraw(space, stream, question.accepts, ATTEMPTS);
      },
    };
  },
});

/** The numbers 0 .. length - 1 in uniformly random order (Fisher & Yates; Durstenfeld 1964). */
function permutation(length: number, stream: RandomStream): Uint32Array {
  const numbers = Uint32Array.from({ length }, (_, i) => i);
  for (let last = length - 1; last > 0; last--) {
    const other = stream.integer(last + 1);
    [numbers[last], numbers[other]] = [at(numbers, other), at(numbers, last)];
  }
  return numbers;
}

import { Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import { valueAtQuantile } from '../quantile.ts';
import { defineSampler, positionOf } from '../sampler.ts';
import { makeDraw } from '../space.ts';
import { DIMENSIONS, RESOLUTION, scrambledSequence } from './sobol/sequence.ts';

/** For the n-th configuration, from 0, the search stops at point `POINTS_AT_ONCE + POINTS_EACH * n` of the sequence. */
const POINTS_AT_ONCE = 1000;
const POINTS_EACH = 20;

/**
 * Sobol's sequence, scrambled by the seed (Sobol 1967; Joe & Kuo 2008; Matousek 1998), fills the space evenly. Each
 * parameter of the space has its own dimension, whether it exists in a draw or not. The spread is most even after a
 * power of two configurations.
 *
 * Unaccepted points are skipped; if more than 19 of 20 are, random draws fill in.
 */
export const sobol = defineSampler({
  name: 'sobol',
  summary: 'Spreads configurations evenly over the space.',
  options: Type.Object({}),
  objectives: { least: 0, most: Number.POSITIVE_INFINITY },
  exhaustible: false,
  unsupportedParameters: ({ parameters }) =>
    parameters.slice(DIMENSIONS).map((parameter) => ({
      parameter,
      message: `sobol searches ${DIMENSIONS} values at most: give this one a fixed value, or search with \`method: random\``,
    })),
  generation: () => Number.POSITIVE_INFINITY,
  start: ({ space, random }) => {
    const sequences = space.parameters.map((_, dimension) => scrambledSequence(dimension, random));
    // Earlier draws are not accepted again, so a restarted sequence finds its place by itself.
    let next = 0;
    return {
      ask: (question) => {
        const end = POINTS_AT_ONCE + POINTS_EACH * positionOf(question);
        while (next < end) {
          const point = next++;
          const draw = makeDraw(space, ({ domain }, index) =>
            // The middle of the cell: a quantile of 0 would be infinite for a normal distribution.
            valueAtQuantile(domain, (at(sequences, index)(point) + 0.5) / RESOLUTION),
          );
          if (question.accepts(draw)) return draw;
        }
        return undefined;
      },
    };
  },
});

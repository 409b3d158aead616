import { Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import { valueAtQuantile } from '../quantile.ts';
import { defineSampler, positionOf } from '../sampler.ts';
import { makeDraw } from '../space.ts';
import { DIMENSIONS, RESOLUTION, scrambledSequence } from './sobol/sequence.ts';

/** How far the walk may be when the n-th configuration, from 0, is sought: this much and `POINTS_EACH` times n. */
const POINTS_AT_ONCE = 1000;
const POINTS_EACH = 20;

/**
 * Sobol's sequence, scrambled anew for every seed (Sobol 1967; Joe & Kuo 2008; Matousek 1998): point after point falls
 * where the space is emptiest. Each parameter of the space, whether it exists in a draw or not, has a dimension of its
 * own. The spread is most even after a power of two configurations.
 *
 * Points that are not accepted are passed over; where they are more than 19 of 20, random draws fill in.
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
    // What was proposed before is not accepted again, so a walk that begins anew finds by itself where it was.
    let next = 0;
    return {
      ask: (question) => {
        const end = POINTS_AT_ONCE + POINTS_EACH * positionOf(question);
        while (next < end) {
          const point = next++;
          const draw = makeDraw(space, ({ domain }, index) =>
            // The middle of the cell, so that no quantile is 0, which is the end of a normal distribution.
            valueAtQuantile(domain, (at(sequences, index)(point) + 0.5) / RESOLUTION),
          );
          if (question.accepts(draw)) return draw;
        }
        return undefined;
      },
    };
  },
});

import { at } from '@sparsweep/core/plugin';
import type { RandomState } from './randomState.ts';
import { sampleWithoutReplacement } from './sampleWithoutReplacement.ts';

/** Number of dimensions drawn as the bits of one integer. */
const INTEGER_DIMENSIONS = 30;

/**
 * `count` distinct corners of the unit hypercube, as zeros and ones [count, dimensions].
 *
 * Like `_generate_hypercube` of scikit-learn: the last 30 dimensions are the bits of integers drawn without
 * replacement, the highest bit first; the dimensions before them are drawn one by one.
 */
export function hypercubeCorners(count: number, dimensions: number, random: RandomState): Float64Array {
  const corners = new Float64Array(count * dimensions);
  const integerDimensions = Math.min(dimensions, INTEGER_DIMENSIONS);
  const first = dimensions - integerDimensions;
  for (let corner = 0; corner < count; corner++) {
    for (let dimension = 0; dimension < first; dimension++) {
      corners[corner * dimensions + dimension] = random.integer(2);
    }
  }
  const codes = sampleWithoutReplacement(2 ** integerDimensions, count, random);
  for (let corner = 0; corner < count; corner++) {
    for (let dimension = first; dimension < dimensions; dimension++) {
      corners[corner * dimensions + dimension] = (at(codes, corner) >>> (dimensions - 1 - dimension)) & 1;
    }
  }
  return corners;
}

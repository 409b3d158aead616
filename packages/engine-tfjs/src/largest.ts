import { at, type Scalar, type Tensor, type TensorOps } from '@sparsweep/core/plugin';
import { largestMask } from './largestMask.ts';

/**
 * The mask of the `count` largest values along the last axis of `x`: `RegularizerContext.largest`, run eagerly.
 *
 * The count is rounded to the nearest whole number, halves up, and cut to 0 .. width. The mask is made of plain
 * numbers, so no gradient flows through it.
 */
export function largest(tf: TensorOps, x: Tensor, count: Scalar): Tensor {
  const width = at(x.shape, x.rank - 1);
  const wanted = Math.floor(at(count.dataSync<'float32'>(), 0) + 0.5);
  const mask = largestMask(x.dataSync<'float32'>(), width, Math.min(Math.max(wanted, 0), width));
  return tf.tensor(mask, x.shape);
}

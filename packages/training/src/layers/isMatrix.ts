import type { Tensor, Tensor2D } from '@sparsweep/core/plugin';

/** Whether a tensor has rank 2. */
export function isMatrix(tensor: Tensor): tensor is Tensor2D {
  return tensor.rank === 2;
}

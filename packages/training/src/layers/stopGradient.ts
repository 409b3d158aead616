import type { Tensor, TensorOps } from '@sparsweep/core/plugin';

/** `x` itself, as a constant for the gradient. */
export function stopGradient<T extends Tensor>(tf: TensorOps, x: T): T {
  return tf.customGrad<T>(() => ({ value: tf.clone(x), gradFunc: (dy) => tf.zerosLike(dy) }))(x);
}

import { at, type Scalar, type Tensor, type TensorOps } from '@sparsweep/core/plugin';

/** The numbers of Adam; `step` counts from 1. */
export interface AdamNumbers {
  readonly learningRate: Scalar;
  readonly beta1: Scalar;
  readonly beta2: Scalar;
  readonly epsilon: Scalar;
  readonly step: Scalar;
}

/**
 * One step of Adam (Kingma & Ba, 2015) in the form that ends its section 2, as Keras computes it:
 *
 * m <- m + (g - m)(1 - beta1); v <- v + (g^2 - v)(1 - beta2);
 * w <- w - learningRate sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
 *
 * Epsilon stands outside the bias correction; PyTorch adds it to the corrected sqrt(v), where it weighs more early on.
 *
 * @param slots The running means m and v.
 */
export function adamStep(
  tf: TensorOps,
  parameter: Tensor,
  gradient: Tensor,
  slots: readonly Tensor[],
  { learningRate, beta1, beta2, epsilon, step }: AdamNumbers,
): { readonly parameter: Tensor; readonly slots: readonly Tensor[] } {
  const correction = tf.div(tf.sqrt(tf.sub(1, tf.pow(beta2, step))), tf.sub(1, tf.pow(beta1, step)));
  const mean = moveTowards(tf, at(slots, 0), gradient, beta1);
  const variance = moveTowards(tf, at(slots, 1), tf.square(gradient), beta2);
  const change = tf.div(tf.mul(mean, tf.mul(learningRate, correction)), tf.add(tf.sqrt(variance), epsilon));
  return { parameter: tf.sub(parameter, change), slots: [mean, variance] };
}

/** average + (value - average)(1 - beta). */
function moveTowards(tf: TensorOps, average: Tensor, value: Tensor, beta: Scalar): Tensor {
  return tf.add(average, tf.mul(tf.sub(value, average), tf.sub(1, beta)));
}

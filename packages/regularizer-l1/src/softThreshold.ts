import type { Scalar, Tensor2D, TensorOps } from '@sparsweep/core/plugin';

/**
 * Every value moved towards zero by `threshold`, and to exactly zero where it is no larger: sign(x) max(|x| - t, 0).
 *
 * It is the proximal operator of t |x| (Parikh & Boyd, "Proximal algorithms", 2014, section 6.5.2).
 */
export function softThreshold(tf: TensorOps, x: Tensor2D, threshold: Scalar): Tensor2D {
  return tf.mul(tf.sign(x), tf.relu(tf.sub(tf.abs(x), threshold)));
}

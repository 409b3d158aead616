import type { Tensor, TensorOps } from '@sparsweep/core/plugin';

/** What counts as zero: far above the numbers that processors are slow with, so that products with it are, too. */
const NEGLIGIBLE = 2 ** -110;

/**
 * A tensor in which zero stands for what is smaller than 1e-33.
 *
 * The running mean of a gradient that has become zero, that of a dead unit, shrinks by a factor at each step, to the
 * smallest numbers that there are, and stays there. Those lack full precision, and many processors take a hundred times
 * as long for them.
 */
export function settled(tf: TensorOps, x: Tensor): Tensor {
  return tf.where(tf.less(tf.abs(x), NEGLIGIBLE), tf.zerosLike(x), x);
}

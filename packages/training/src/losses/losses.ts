import type { Loss, Scalar, Tensor2D, TensorOps } from '@sparsweep/core/plugin';

/** Compares logits [rows, outputs] with targets [rows, outputs] (see `targetsOf`): a mean over the rows. */
export type LossFunction = (tf: TensorOps, logits: Tensor2D, targets: Tensor2D) => Scalar;

/** The losses by name. */
export const lossFunctions: Readonly<Record<Loss, LossFunction>> = {
  /**
   * Binary cross-entropy of one logit x against a target z of 0 or 1: softplus((1 - 2z) x), which is
   * -z log sigmoid(x) - (1 - z) log(1 - sigmoid(x)) and neither overflows nor cancels. Its gradient is sigmoid(x) - z.
   */
  sigmoidCrossEntropy: (tf, logits, targets) => tf.mean(tf.softplus(tf.mul(logits, tf.sub(1, tf.mul(targets, 2))))),

  /** Cross-entropy of the softmax of the logits against one-hot targets; the largest logit is taken off first. */
  softmaxCrossEntropy: (tf, logits, targets) =>
    tf.div(tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)))), logits.shape[0]),

  /** Mean squared difference over all elements, as Keras and PyTorch define it. */
  meanSquaredError: (tf, logits, targets) => tf.mean(tf.squaredDifference(logits, targets)),
};

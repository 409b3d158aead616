import type { Loss, Scalar, Tensor2D, TensorOps } from '@sparsweep/core/plugin';

/** The mean loss over the rows, from logits [rows, outputs] and targets [rows, outputs] (see `targetsOf`). */
type LossFunction = (tf: TensorOps, logits: Tensor2D, targets: Tensor2D) => Scalar;

/** The losses by name. */
export const lossFunctions: Readonly<Record<Loss, LossFunction>> = {
  /**
   * Binary cross-entropy of one logit x against a target z of 0 or 1: softplus((1 - 2z) x), which is
   * -z log sigmoid(x) - (1 - z) log(1 - sigmoid(x)) and neither overflows nor cancels. Its gradient is sigmoid(x) - z.
   */
  sigmoidCrossEntropy: (tf, logits, targets) => tf.mean(tf.softplus(tf.mul(logits, tf.sub(1, tf.mul(targets, 2))))),

  /** Cross-entropy of the softmax of the logits against one-hot targets. The largest logit is subtracted first. */
  softmaxCrossEntropy: (tf, logits, targets) =>
    tf.div(tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)))), logits.shape[0]),

  /** Mean squared difference over all elements, as Keras and PyTorch define it. */
  meanSquaredError: (tf, logits, targets) => tf.mean(tf.squaredDifference(logits, targets)),
};

/** Number of rows whose logits [rows, outputs] predict the class of the targets; null for a loss without classes. */
type CorrectFunction = (tf: TensorOps, logits: Tensor2D, targets: Tensor2D) => Scalar | null;

/**
 * Counts the correctly classified rows, by loss.
 *
 * A single logit predicts class 1 if it is above 0. Of several logits the largest wins, the first one on a tie. The
 * functions return counts, not fractions, because float32 represents counts exactly.
 */
export const correctFunctions: Readonly<Record<Loss, CorrectFunction>> = {
  sigmoidCrossEntropy: (tf, logits, targets) =>
    tf.sub(logits.shape[0], tf.sum(tf.squaredDifference(tf.step(logits), targets))),
  softmaxCrossEntropy: (tf, logits, targets) =>
    tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), tf.argMax(targets, 1)), 'float32')),
  meanSquaredError: () => null,
};

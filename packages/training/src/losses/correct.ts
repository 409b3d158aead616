import type { Loss, Scalar, Tensor2D, TensorOps } from '@sparsweep/core/plugin';

/** On how many rows the logits [rows, outputs] give the class of the targets; null for a loss that has no classes. */
export type CorrectFunction = (tf: TensorOps, logits: Tensor2D, targets: Tensor2D) => Scalar | null;

/**
 * Counts of the rows that are right, by the loss that they stand beside.
 *
 * One logit means class 1 when it is above 0; of several the largest wins, the first of equals. They are counts rather
 * than fractions because float32 holds counts exactly.
 */
export const correctFunctions: Readonly<Record<Loss, CorrectFunction>> = {
  sigmoidCrossEntropy: (tf, logits, targets) =>
    tf.sub(logits.shape[0], tf.sum(tf.squaredDifference(tf.step(logits), targets))),
  softmaxCrossEntropy: (tf, logits, targets) =>
    tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), tf.argMax(targets, 1)), 'float32')),
  meanSquaredError: () => null,
};

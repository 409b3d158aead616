import type { Scalar, Tensor2D } from '@sparsweep/core/plugin';
import { correctFunctions } from '../losses.ts';
import { batchLoss, forward } from './forward.ts';
import type { Batch, StepContext, StepNumbers } from './stepContext.ts';
import type { TrainingState } from './trainingState.ts';

/** The evaluation of a batch with the current weights. */
export interface EvaluateStep {
  /** Mean loss over the rows, penalties included. */
  readonly loss: Scalar;
  /** The sum of the penalties; 0 where no regularizer has one. */
  readonly penalty: Scalar;
  /** Number of correctly classified rows; null for a loss without classes. */
  readonly correct: Scalar | null;
}

/** Evaluates a batch with the regularizers in their evaluation phase. */
export function evaluateStep(
  context: StepContext,
  state: TrainingState,
  batch: Batch,
  numbers: StepNumbers<Scalar>,
): EvaluateStep {
  const { tf, structure } = context;
  const { loss, penalty, logits } = batchLoss(context, { phase: 'evaluate', numbers, step: state.step }, state, batch);
  return {
    loss,
    penalty: penalty ?? tf.scalar(0),
    correct: correctFunctions[structure.loss](tf, logits, batch.targets),
  };
}

/** The activations of the hidden layers [rows, units] for features [rows, inputs], in the evaluation phase. */
export function hiddenActivations(
  context: StepContext,
  state: TrainingState,
  features: Tensor2D,
  numbers: StepNumbers<Scalar>,
): readonly Tensor2D[] {
  return forward(context, { phase: 'evaluate', numbers, step: state.step }, state, features).activations.slice(0, -1);
}

import type { Scalar } from '@sparsweep/core/plugin';
import { correctFunctions } from '../losses/correct.ts';
import { objective } from './objective.ts';
import type { Batch, StepContext } from './stepContext.ts';
import type { StepNumbers } from './stepNumbers.ts';
import type { TrainingState } from './trainingState.ts';

/** What a batch measures with the present weights. */
export interface EvaluateStep {
  /** Mean loss over the rows, penalties included. */
  readonly loss: Scalar;
  /** The penalties alone; 0 where no regularizer has one. */
  readonly penalty: Scalar;
  /** How many rows are right; null where there are no classes. */
  readonly correct: Scalar | null;
}

/** Measures a batch with the regularizers in their evaluation phase, and changes nothing. */
export function evaluateStep(
  context: StepContext,
  state: TrainingState,
  batch: Batch,
  numbers: StepNumbers<Scalar>,
): EvaluateStep {
  const { tf, structure } = context;
  const { loss, penalty, logits } = objective(context, { phase: 'evaluate', numbers, step: state.step }, state, batch);
  return {
    loss,
    penalty: penalty ?? tf.scalar(0),
    correct: correctFunctions[structure.loss](tf, logits, batch.targets),
  };
}

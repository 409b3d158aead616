import { at, type Scalar, type Tensor2D } from '@sparsweep/core/plugin';
import { lossFunctions } from '../losses/losses.ts';
import { forward } from './forward.ts';
import type { Batch, StepContext, StepInputs } from './stepContext.ts';
import type { TrainingState } from './trainingState.ts';

/** What is minimized on a batch, and what it was computed from. */
export interface Objective {
  /** Mean loss over the rows, plus every penalty. */
  readonly loss: Scalar;
  /** The sum of the penalties; null where no regularizer has one. */
  readonly penalty: Scalar | null;
  /** The code of each layer [rows, units]; the last are the logits. */
  readonly activations: readonly Tensor2D[];
  readonly logits: Tensor2D;
}

/** The loss of the network on a batch. */
export function objective(context: StepContext, inputs: StepInputs, state: TrainingState, batch: Batch): Objective {
  const { tf, structure } = context;
  const { activations, penalties } = forward(context, inputs, state, batch.features);
  const logits = at(activations, activations.length - 1);
  const dataLoss = lossFunctions[structure.loss](tf, logits, batch.targets);
  const [first, ...others] = penalties;
  const penalty = first === undefined ? null : others.reduce((sum, term) => tf.add(sum, term), first);
  return { loss: penalty === null ? dataLoss : tf.add(dataLoss, penalty), penalty, activations, logits };
}

import { at, type Scalar } from '@sparsweep/core/plugin';
import { correctFunctions } from '../losses/correct.ts';
import { objective } from './objective.ts';
import { optimizeLayer } from './optimizeLayer.ts';
import { parameterGradients } from './parameterGradients.ts';
import { projectKernels } from './projectKernels.ts';
import type { Batch, StepContext, StepInputs } from './stepContext.ts';
import type { StepNumbers } from './stepNumbers.ts';
import type { TrainingState } from './trainingState.ts';
import { updatedRegularizers } from './updatedRegularizers.ts';

/** What one training step gives. */
export interface TrainStep {
  readonly state: TrainingState;
  /** Loss of the batch before the update, penalties included. */
  readonly loss: Scalar;
  /** How many rows of the batch were right before the update; null where there are no classes. */
  readonly correct: Scalar | null;
}

/**
 * One training step: forward, loss, gradients, the optimizer's update, then the regularizers' projections and states.
 *
 * Everything that differs between the trials of a structure enters as a tensor, nothing is read back, and nothing
 * branches on a value, so the step can be recorded once and compiled. Run eagerly, it belongs inside `tf.tidy`.
 */
export function trainStep(
  context: StepContext,
  state: TrainingState,
  batch: Batch,
  numbers: StepNumbers<Scalar>,
): TrainStep {
  const { tf, structure } = context;
  const inputs: StepInputs = { phase: 'train', numbers, step: state.step };
  const { value, gradients, kept } = parameterGradients(tf, state.parameters, () => {
    const { loss, activations } = objective(context, inputs, state, batch);
    return { value: loss, keep: activations };
  });
  try {
    const step = tf.add<Scalar>(state.step, 1);
    const optimized = state.parameters.map((parameters, layer) =>
      optimizeLayer(context, parameters, at(gradients, layer), at(state.slots, layer), {
        options: numbers.optimizer,
        step,
      }),
    );
    const parameters = projectKernels(
      context,
      inputs,
      state,
      optimized.map((layer) => layer.parameters),
    );
    return {
      state: {
        step,
        parameters,
        slots: optimized.map(({ slots }) => slots),
        regularizers: updatedRegularizers(context, inputs, state, parameters, kept),
      },
      loss: value,
      correct: correctFunctions[structure.loss](tf, at(kept, kept.length - 1), batch.targets),
    };
  } finally {
    tf.dispose([...kept]);
  }
}

import { at, type Scalar } from '@sparsweep/core/plugin';
import { correctFunctions } from '../losses/correct.ts';
import { objective } from './objective.ts';
import type { Batch, StepContext, StepInputs } from './stepContext.ts';
import type { StepNumbers } from './stepNumbers.ts';
import type { TrainingState } from './trainingState.ts';
import { updateLayer } from './updateLayer.ts';
import { valueAndGradients } from './valueAndGradients.ts';

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
  const parameters = state.parameters.flatMap(({ kernel, bias }) => [kernel, bias]);
  const { value, gradients, kept } = valueAndGradients(tf, parameters, () => {
    const { loss, activations } = objective(context, inputs, state, batch);
    return { value: loss, keep: activations };
  });
  try {
    const step = tf.add<Scalar>(state.step, 1);
    const layers = structure.layers.map((_, layer) =>
      updateLayer(context, inputs, state, {
        layer,
        nextStep: step,
        activations: at(kept, layer),
        gradients: { kernel: at(gradients, 2 * layer), bias: at(gradients, 2 * layer + 1) },
      }),
    );
    return {
      state: {
        step,
        parameters: layers.map(({ parameters }) => parameters),
        slots: layers.map(({ slots }) => slots),
        regularizers: layers.map(({ regularizers }) => regularizers),
      },
      loss: value,
      correct: correctFunctions[structure.loss](tf, at(kept, kept.length - 1), batch.targets),
    };
  } finally {
    tf.dispose([...kept]);
  }
}

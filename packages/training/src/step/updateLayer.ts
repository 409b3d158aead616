import { at, type RegularizerState, type Scalar, type Tensor, type Tensor2D } from '@sparsweep/core/plugin';
import type { LayerParameters } from '../layers/dense.ts';
import { isMatrix } from '../layers/isMatrix.ts';
import { regularizerContext } from './regularizerContext.ts';
import type { StepContext, StepInputs } from './stepContext.ts';
import type { LayerSlots, TrainingState } from './trainingState.ts';

/** What one layer is updated by. */
export interface LayerUpdate {
  /** The layer, from 0. */
  readonly layer: number;
  /** The number of this step, from 1. */
  readonly nextStep: Scalar;
  /** The layer's code on the batch, from before the update. */
  readonly activations: Tensor2D;
  readonly gradients: { readonly kernel: Tensor; readonly bias: Tensor };
}

/** A layer after one step. */
export interface UpdatedLayer {
  readonly parameters: LayerParameters;
  readonly slots: LayerSlots;
  readonly regularizers: readonly RegularizerState[];
}

/**
 * The optimizer's step on a layer's kernel and bias, then each regularizer's projection of the kernel in order, then
 * their states, which see the kernel that results.
 */
export function updateLayer(
  context: StepContext,
  inputs: StepInputs,
  state: TrainingState,
  { layer, nextStep, activations, gradients }: LayerUpdate,
): UpdatedLayer {
  const { tf, structure, optimizer } = context;
  const parameters = at(state.parameters, layer);
  const slots = at(state.slots, layer);
  const common = { tf, options: inputs.numbers.optimizer, step: nextStep };
  const bias = optimizer.step(parameters.bias, gradients.bias, slots.bias, { ...common, isKernel: false });
  const stepped = optimizer.step(parameters.kernel, gradients.kernel, slots.kernel, { ...common, isKernel: true });
  if (!isMatrix(stepped.parameter)) {
    throw new Error(`the optimizer ${optimizer.name} made a kernel of shape [${stepped.parameter.shape}]`);
  }
  const hooks = at(structure.layers, layer).regularizers.map(({ plugin }, position) => ({
    plugin,
    regularizer: {
      ...regularizerContext(context, inputs, layer, position),
      state: at(at(state.regularizers, layer), position),
    },
  }));
  let kernel = stepped.parameter;
  for (const { plugin, regularizer } of hooks) kernel = plugin.project?.(kernel, regularizer) ?? kernel;
  return {
    parameters: { kernel, bias: bias.parameter },
    slots: { kernel: stepped.slots, bias: bias.slots },
    regularizers: hooks.map(({ plugin, regularizer }) =>
      // A clone, so that the activations may themselves become state: the batch's own are freed after the step.
      plugin.update === undefined
        ? regularizer.state
        : plugin.update({ activations: tf.clone(activations), kernel }, regularizer),
    ),
  };
}

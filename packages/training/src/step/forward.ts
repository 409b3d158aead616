import { at, type Scalar, type Tensor2D } from '@sparsweep/core/plugin';
import { activationFunctions } from '../layers/activations.ts';
import { dense } from '../layers/dense.ts';
import { layerKernels } from '../layers/layerKernels.ts';
import { regularizerContext } from './regularizerContext.ts';
import type { StepContext, StepInputs } from './stepContext.ts';
import type { TrainingState } from './trainingState.ts';

/** What the network makes of a batch. */
export interface Forward {
  /** For each layer, [rows, units]: its code after the activation function and the transforms; logits come last. */
  readonly activations: readonly Tensor2D[];
  /** What the regularizers add to the loss, one scalar for each that has a penalty. */
  readonly penalties: readonly Scalar[];
}

/**
 * Runs a batch of features [rows, inputs] through the network.
 *
 * A layer is `activation(input . kernel + bias)`, then the transforms of its regularizers in order; their penalties
 * all see the code that results, and the kernel that the layer uses.
 */
export function forward(context: StepContext, inputs: StepInputs, state: TrainingState, features: Tensor2D): Forward {
  const { tf, structure } = context;
  const activations: Tensor2D[] = [];
  const penalties: Scalar[] = [];
  const kernels = layerKernels(tf, structure, state.parameters);
  let code = features;
  for (const [index, layer] of structure.layers.entries()) {
    const kernel = at(kernels, index);
    const hooks = layer.regularizers.map(({ plugin }, position) => ({
      plugin,
      regularizer: {
        ...regularizerContext(context, inputs, index, position),
        state: at(at(state.regularizers, index), position),
      },
    }));
    code = activationFunctions[layer.activation](tf, dense(tf, code, kernel, at(state.parameters, index).bias));
    for (const { plugin, regularizer } of hooks) code = plugin.transform?.(code, regularizer) ?? code;
    for (const { plugin, regularizer } of hooks) {
      const penalty = plugin.penalty?.({ activations: code, kernel }, regularizer);
      if (penalty !== undefined) penalties.push(penalty);
    }
    activations.push(code);
  }
  return { activations, penalties };
}

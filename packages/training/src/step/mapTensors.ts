import type { Scalar, Tensor, Tensor2D } from '@sparsweep/core/plugin';
import { isMatrix } from '../layers/isMatrix.ts';
import type { TrainingState } from './trainingState.ts';

/**
 * A state of the same form, each tensor replaced by another of its rank. Tensors come in a fixed order: the step, then
 * all parameters, all slots and all regularizers' states, each layer by layer. Their names are the same for every
 * state of a structure:
 *
 * - `step`
 * - `layers.I.kernel` (where layer I has a kernel of its own), `layers.I.bias`
 * - `layers.I.kernel.slots.S`, `layers.I.bias.slots.S`: the optimizer's slots, from 0
 * - `layers.I.regularizers.P.KEY`: what the layer's regularizer P, from 0, keeps under KEY, in alphabetical order
 */
export function mapTensors(
  { step, parameters, slots, regularizers }: TrainingState,
  change: (tensor: Tensor, name: string) => Tensor,
): TrainingState {
  return {
    step: scalar(change(step, 'step')),
    parameters: parameters.map(({ kernel, bias }, layer) => ({
      kernel: kernel === null ? null : matrix(change(kernel, `layers.${layer}.kernel`)),
      bias: change(bias, `layers.${layer}.bias`),
    })),
    slots: slots.map(({ kernel, bias }, layer) => ({
      kernel: kernel.map((tensor, slot) => change(tensor, `layers.${layer}.kernel.slots.${slot}`)),
      bias: bias.map((tensor, slot) => change(tensor, `layers.${layer}.bias.slots.${slot}`)),
    })),
    regularizers: regularizers.map((states, layer) =>
      states.map((state, position) => {
        // A hook may give its state with the keys in another order than before.
        const entries = Object.entries(state).toSorted(([a], [b]) => (a < b ? -1 : 1));
        const changed = entries.map(
          ([key, tensor]) => [key, change(tensor, `layers.${layer}.regularizers.${position}.${key}`)] as const,
        );
        return Object.fromEntries(changed);
      }),
    ),
  };
}

function scalar(tensor: Tensor): Scalar {
  if (!isScalar(tensor)) throw new Error(`the step became a tensor of shape [${tensor.shape}]`);
  return tensor;
}

function isScalar(tensor: Tensor): tensor is Scalar {
  return tensor.rank === 0;
}

function matrix(tensor: Tensor): Tensor2D {
  if (!isMatrix(tensor)) throw new Error(`a kernel became a tensor of shape [${tensor.shape}]`);
  return tensor;
}

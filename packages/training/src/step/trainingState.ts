import {
  at,
  type LayerWeights,
  type RegularizerState,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from '@sparsweep/core/plugin';
import { isMatrix, type LayerParameters } from '../layers/dense.ts';
import { regularizerContext } from './regularizerContext.ts';
import type { StepContext, StepNumbers } from './stepContext.ts';

/** The optimizer's slots of a layer; each has its parameter's shape. */
export interface LayerSlots {
  /** Empty where the layer has no kernel of its own. */
  readonly kernel: readonly Tensor[];
  readonly bias: readonly Tensor[];
}

/** Everything that a training step reads and replaces. */
export interface TrainingState {
  /** Number of optimizer steps done. */
  readonly step: Scalar;
  readonly parameters: readonly LayerParameters[];
  readonly slots: readonly LayerSlots[];
  /** The state of each regularizer of each layer; empty for a stateless one. */
  readonly regularizers: readonly (readonly RegularizerState[])[];
}

/** The state before the first step, made from the initial weights and the numbers of the first epoch. */
export function initialState(
  context: StepContext,
  weights: readonly LayerWeights[],
  numbers: StepNumbers<Scalar>,
): TrainingState {
  const { tf, structure, optimizer } = context;
  const zeros = (shape: number[]) => Array.from({ length: optimizer.slots }, () => tf.zeros(shape));
  const isTied = (layer: number) => at(structure.layers, layer).tiedTo !== undefined;
  const step = tf.scalar(0);
  return {
    step,
    parameters: weights.map(({ inputs, units, kernel, bias }, layer) => ({
      // Copies, because a backend may use the array itself as its memory.
      kernel: isTied(layer) ? null : tf.tensor2d(kernel.slice(), [inputs, units]),
      bias: tf.tensor1d(bias.slice()),
    })),
    slots: weights.map(({ inputs, units }, layer) => ({
      kernel: isTied(layer) ? [] : zeros([inputs, units]),
      bias: zeros([units]),
    })),
    regularizers: structure.layers.map((layer, index) =>
      layer.regularizers.map(
        ({ plugin }, position) =>
          plugin.state?.(regularizerContext(context, { phase: 'train', numbers, step }, index, position)) ?? {},
      ),
    ),
  };
}

/**
 * Replaces each tensor of a state by another of its rank. `change` is called in a fixed order: the step, then all
 * parameters, all slots and all regularizers' states, each layer by layer. Every state of a structure has the same names:
 *
 * - `step`
 * - `layers.I.kernel` (where layer I has a kernel of its own), `layers.I.bias`
 * - `layers.I.kernel.slots.S`, `layers.I.bias.slots.S`: the optimizer's slots, from 0
 * - `layers.I.regularizers.P.KEY`: the entry KEY of the state of regularizer P, from 0, in alphabetical order
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
        // A hook may return its keys in any order.
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
  if (!isScalar(tensor)) throw new Error(`the step must stay a scalar; got a tensor of shape [${tensor.shape}]`);
  return tensor;
}

function isScalar(tensor: Tensor): tensor is Scalar {
  return tensor.rank === 0;
}

function matrix(tensor: Tensor): Tensor2D {
  if (!isMatrix(tensor)) throw new Error(`a kernel must stay a matrix; got a tensor of shape [${tensor.shape}]`);
  return tensor;
}

/** Every tensor of a state with its name; see `mapTensors` for the names and their order. */
export function namedTensors(state: TrainingState): readonly (readonly [name: string, tensor: Tensor])[] {
  const named: (readonly [string, Tensor])[] = [];
  mapTensors(state, (tensor, name) => {
    named.push([name, tensor]);
    return tensor;
  });
  return named;
}

/** Every tensor of a state, in the order of `namedTensors`. */
export function tensorsOf(state: TrainingState): readonly Tensor[] {
  return namedTensors(state).map(([, tensor]) => tensor);
}

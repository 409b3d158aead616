import { at, type LayerWeights, type RegularizerState, type Scalar, type Tensor } from '@sparsweep/core/plugin';
import type { LayerParameters } from '../layers/dense.ts';
import { regularizerContext } from './regularizerContext.ts';
import type { StepContext } from './stepContext.ts';
import type { StepNumbers } from './stepNumbers.ts';

/** What the optimizer carries for a layer: as many tensors of the parameter's shape as it has slots. */
export interface LayerSlots {
  /** None where the layer has no kernel of its own. */
  readonly kernel: readonly Tensor[];
  readonly bias: readonly Tensor[];
}

/** Everything that a training step reads and renews. */
export interface TrainingState {
  /** Optimizer steps made. */
  readonly step: Scalar;
  readonly parameters: readonly LayerParameters[];
  readonly slots: readonly LayerSlots[];
  /** For each layer, for each of its regularizers: its state; empty where it keeps none. */
  readonly regularizers: readonly (readonly RegularizerState[])[];
}

/** The state before the first step, from the first weights and the numbers of the first epoch. */
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
      // Copies, because a backend may compute with the very array that it is given.
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

import { at, type Scalar, type Tensor2D } from '@sparsweep/core/plugin';
import { activationFunctions } from '../layers/activations.ts';
import { dense, layerKernels } from '../layers/dense.ts';
import { lossFunctions } from '../losses.ts';
import { regularizerContext } from './regularizerContext.ts';
import type { Batch, StepContext, StepInputs } from './stepContext.ts';
import type { TrainingState } from './trainingState.ts';

/** The result of a forward pass over a batch. */
interface Forward {
  /** Each layer's activations [rows, units], after the transforms; the last are the logits. */
  readonly activations: readonly Tensor2D[];
  /** The penalties that the regularizers add to the loss, one scalar per regularizer that has one. */
  readonly penalties: readonly Scalar[];
}

/**
 * Runs a batch of features [rows, inputs] through the network.
 *
 * A layer computes `activation(input . kernel + bias)`, then applies the transforms of its regularizers in order. Every
 * penalty receives the transformed activations and the kernel that the layer uses.
 */
export function forward(context: StepContext, inputs: StepInputs, state: TrainingState, features: Tensor2D): Forward {
  const { tf, structure } = context;
  const activations: Tensor2D[] = [];
  const penalties: Scalar[] = [];
  const kernels = layerKernels(tf, structure, state.parameters);
  let layerInput = features;
  for (const [index, layer] of structure.layers.entries()) {
    const kernel = at(kernels, index);
    const hooks = layer.regularizers.map(({ plugin }, position) => ({
      plugin,
      regularizer: {
        ...regularizerContext(context, inputs, index, position),
        state: at(at(state.regularizers, index), position),
      },
    }));
    const { bias } = at(state.parameters, index);
    let output = activationFunctions[layer.activation](tf, dense(tf, layerInput, kernel, bias));
    for (const { plugin, regularizer } of hooks) output = plugin.transform?.(output, regularizer) ?? output;
    for (const { plugin, regularizer } of hooks) {
      const penalty = plugin.penalty?.({ activations: output, kernel }, regularizer);
      if (penalty !== undefined) penalties.push(penalty);
    }
    activations.push(output);
    layerInput = output;
  }
  return { activations, penalties };
}

/** The loss of a batch, with the values it was computed from. */
interface BatchLoss {
  /** Mean loss over the rows, plus every penalty. */
  readonly loss: Scalar;
  /** The sum of the penalties; null where no regularizer has one. */
  readonly penalty: Scalar | null;
  /** Each layer's activations [rows, units]; the last are the logits. */
  readonly activations: readonly Tensor2D[];
  readonly logits: Tensor2D;
}

/** Computes the loss of the network on a batch, penalties included. */
export function batchLoss(context: StepContext, inputs: StepInputs, state: TrainingState, batch: Batch): BatchLoss {
  const { tf, structure } = context;
  const { activations, penalties } = forward(context, inputs, state, batch.features);
  const logits = at(activations, activations.length - 1);
  const dataLoss = lossFunctions[structure.loss](tf, logits, batch.targets);
  const [first, ...others] = penalties;
  const penalty = first === undefined ? null : others.reduce((sum, term) => tf.add(sum, term), first);
  return { loss: penalty === null ? dataLoss : tf.add(dataLoss, penalty), penalty, activations, logits };
}

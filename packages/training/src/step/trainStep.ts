import {
  at,
  type OptimizerContext,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type TensorOps,
} from '@sparsweep/core/plugin';
import { isMatrix, type LayerParameters } from '../layers/dense.ts';
import { correctFunctions } from '../losses.ts';
import { projectKernels, updatedRegularizers } from './applyRegularizers.ts';
import { batchLoss } from './forward.ts';
import type { Batch, StepContext, StepInputs, StepNumbers } from './stepContext.ts';
import type { LayerSlots, TrainingState } from './trainingState.ts';

/** The result of one training step. */
export interface TrainStep {
  readonly state: TrainingState;
  /** The loss of the batch before the update, penalties included. */
  readonly loss: Scalar;
  /** Number of rows classified correctly before the update; null for a loss without classes. */
  readonly correct: Scalar | null;
}

/**
 * Runs one training step: forward pass, loss, gradients, optimizer update, then the regularizers' projections and states.
 *
 * Everything that differs between trials of a structure is passed in as a tensor. The step reads no value back and never
 * branches on one, so it can be recorded once and compiled. Call it inside `tf.tidy` when running eagerly.
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
    const { loss, activations } = batchLoss(context, inputs, state, batch);
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

/** The gradients of a layer's parameters, each of its parameter's shape. */
interface LayerGradients {
  /** Null where the layer has no kernel of its own. */
  readonly kernel: Tensor | null;
  readonly bias: Tensor;
}

/** A value with its gradients, and further tensors of the same pass. */
interface ParameterGradients<Kept extends Tensor> {
  readonly value: Scalar;
  /** For each layer. */
  readonly gradients: readonly LayerGradients[];
  /** The tensors listed in `keep`. The caller disposes them; no `tf.tidy` does. */
  readonly kept: readonly Kept[];
}

/**
 * Computes `compute` with its gradients with respect to the layers' parameters, and keeps the tensors it asks for.
 *
 * TensorFlow.js returns only the value of a differentiated pass and frees all other tensors; computing them again would
 * cost a second pass.
 */
function parameterGradients<Kept extends Tensor>(
  tf: TensorOps,
  parameters: readonly LayerParameters[],
  compute: () => { readonly value: Scalar; readonly keep: readonly Kept[] },
): ParameterGradients<Kept> {
  let kept: readonly Kept[] = [];
  const tensors: Tensor[] = parameters.flatMap(({ kernel, bias }) => (kernel === null ? [bias] : [kernel, bias]));
  const { value, grads } = tf.valueAndGrads(() => {
    const { value, keep } = compute();
    kept = keep.map((tensor) => tf.keep(tensor));
    return value;
  })(tensors);
  const gradientOf = (tensor: Tensor) => at(grads, tensors.indexOf(tensor));
  return {
    value,
    gradients: parameters.map(({ kernel, bias }) => ({
      kernel: kernel === null ? null : gradientOf(kernel),
      bias: gradientOf(bias),
    })),
    kept,
  };
}

/** A layer after the optimizer step. */
interface OptimizedLayer {
  readonly parameters: LayerParameters;
  readonly slots: LayerSlots;
}

/** Applies the optimizer to a layer's bias and, unless the layer is tied, to its kernel. */
function optimizeLayer(
  { tf, optimizer }: StepContext,
  parameters: LayerParameters,
  gradients: LayerGradients,
  slots: LayerSlots,
  inputs: Pick<OptimizerContext, 'options' | 'step'>,
): OptimizedLayer {
  const bias = optimizer.step(parameters.bias, gradients.bias, slots.bias, { tf, ...inputs, isKernel: false });
  const { kernel } = parameters;
  if (kernel === null || gradients.kernel === null) {
    return { parameters: { kernel, bias: bias.parameter }, slots: { kernel: [], bias: bias.slots } };
  }
  const stepped = optimizer.step(kernel, gradients.kernel, slots.kernel, { tf, ...inputs, isKernel: true });
  return {
    parameters: { kernel: matrix(stepped.parameter, optimizer.name), bias: bias.parameter },
    slots: { kernel: stepped.slots, bias: bias.slots },
  };
}

function matrix(kernel: Tensor, optimizer: string): Tensor2D {
  if (!isMatrix(kernel)) throw new Error(`the optimizer ${optimizer} returned a kernel of shape [${kernel.shape}]`);
  return kernel;
}

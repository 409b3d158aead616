import { at, type RegularizerState, type Tensor2D } from '@sparsweep/core/plugin';
import { type LayerParameters, layerKernels, ownKernel } from '../layers/dense.ts';
import { regularizerContext } from './regularizerContext.ts';
import type { StepContext, StepInputs } from './stepContext.ts';
import type { TrainingState } from './trainingState.ts';

/**
 * The parameters after the regularizers' `project` hooks, applied layer by layer and in order within a layer.
 *
 * A regularizer of a tied layer receives the transposed kernel; the transpose of its result replaces the shared kernel.
 */
export function projectKernels(
  context: StepContext,
  inputs: StepInputs,
  state: TrainingState,
  parameters: readonly LayerParameters[],
): readonly LayerParameters[] {
  const { tf, structure } = context;
  const projected = [...parameters];
  for (const [layer, { tiedTo }] of structure.layers.entries()) {
    const owner = tiedTo ?? layer;
    const own = ownKernel(projected, owner);
    const kernel = tiedTo === undefined ? own : tf.transpose(own);
    const result = projectKernel(context, inputs, state, layer, kernel);
    // An unchanged kernel is not transposed back and forth.
    if (result === kernel) continue;
    projected[owner] = { ...at(projected, owner), kernel: tiedTo === undefined ? result : tf.transpose(result) };
  }
  return projected;
}

function projectKernel(
  context: StepContext,
  inputs: StepInputs,
  state: TrainingState,
  layer: number,
  kernel: Tensor2D,
): Tensor2D {
  return at(context.structure.layers, layer).regularizers.reduce((projected, { plugin }, position) => {
    const regularizer = {
      ...regularizerContext(context, inputs, layer, position),
      state: at(at(state.regularizers, layer), position),
    };
    return plugin.project?.(projected, regularizer) ?? projected;
  }, kernel);
}

/**
 * The states of the regularizers after a step, for each layer in order.
 *
 * @param state The state before the step.
 * @param parameters The parameters after the step; the `update` hooks receive their kernels.
 * @param activations The activations of each layer on the batch, computed before the step.
 */
export function updatedRegularizers(
  context: StepContext,
  inputs: StepInputs,
  state: TrainingState,
  parameters: readonly LayerParameters[],
  activations: readonly Tensor2D[],
): readonly (readonly RegularizerState[])[] {
  const { tf, structure } = context;
  const kernels = layerKernels(tf, structure, parameters);
  return structure.layers.map(({ regularizers }, layer) =>
    regularizers.map(({ plugin }, position) => {
      const before = at(at(state.regularizers, layer), position);
      if (plugin.update === undefined) return before;
      const regularizer = { ...regularizerContext(context, inputs, layer, position), state: before };
      // A clone, because a hook may keep the activations as state and the batch's own tensors are freed after the step.
      return plugin.update({ activations: tf.clone(at(activations, layer)), kernel: at(kernels, layer) }, regularizer);
    }),
  );
}

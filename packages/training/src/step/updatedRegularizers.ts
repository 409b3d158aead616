import { at, type RegularizerState, type Tensor2D } from '@sparsweep/core/plugin';
import type { LayerParameters } from '../layers/dense.ts';
import { layerKernels } from '../layers/layerKernels.ts';
import { regularizerContext } from './regularizerContext.ts';
import type { StepContext, StepInputs } from './stepContext.ts';
import type { TrainingState } from './trainingState.ts';

/**
 * The states of the regularizers after a step, for each layer in order.
 *
 * @param state from before the step.
 * @param parameters from after it: the kernels that the regularizers are shown.
 * @param activations each layer's code on the batch, from before the update.
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
      // A clone, so that the activations may themselves become state: the batch's own are freed after the step.
      return plugin.update({ activations: tf.clone(at(activations, layer)), kernel: at(kernels, layer) }, regularizer);
    }),
  );
}

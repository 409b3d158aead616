import { at, type Tensor2D } from '@sparsweep/core/plugin';
import type { LayerParameters } from '../layers/dense.ts';
import { ownKernel } from '../layers/layerKernels.ts';
import { regularizerContext } from './regularizerContext.ts';
import type { StepContext, StepInputs } from './stepContext.ts';
import type { TrainingState } from './trainingState.ts';

/**
 * The parameters once the regularizers have projected the kernels: layer by layer, and in each layer in order.
 *
 * A regularizer of a tied layer is given the transposed kernel, and the transpose of what it makes of it becomes the
 * kernel that the layers share.
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
    // What no regularizer touched is not transposed there and back.
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

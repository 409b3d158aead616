import { at, type LayerWeights } from '@sparsweep/core/plugin';
import { layerKernels, type StepContext, type TrainingState } from '@sparsweep/training';
import { inScope } from './inScope.ts';

/** The weights of a state as plain arrays of their own. */
export function readWeights({ tf, structure }: StepContext, { parameters }: TrainingState): readonly LayerWeights[] {
  return inScope(tf, () =>
    layerKernels(tf, structure, parameters).map((kernel, layer) => ({
      inputs: at(kernel.shape, 0),
      units: at(kernel.shape, 1),
      kernel: kernel.dataSync<'float32'>().slice(),
      bias: at(parameters, layer).bias.dataSync<'float32'>().slice(),
    })),
  );
}

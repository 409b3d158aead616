import { at, type LayerWeights } from '@sparsweep/core/plugin';
import type { TrainingState } from '@sparsweep/training';

/** The weights of a state as plain arrays of their own. */
export function readWeights({ parameters }: TrainingState): readonly LayerWeights[] {
  return parameters.map(({ kernel, bias }) => ({
    inputs: at(kernel.shape, 0),
    units: at(kernel.shape, 1),
    kernel: kernel.dataSync<'float32'>().slice(),
    bias: bias.dataSync<'float32'>().slice(),
  }));
}

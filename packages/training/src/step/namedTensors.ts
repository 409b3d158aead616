import type { Tensor } from '@sparsweep/core/plugin';
import { mapTensors } from './mapTensors.ts';
import type { TrainingState } from './trainingState.ts';

/** Every tensor of a state with its name, in the order of `mapTensors`, which also says how they are named. */
export function namedTensors(state: TrainingState): readonly (readonly [name: string, tensor: Tensor])[] {
  const named: (readonly [string, Tensor])[] = [];
  mapTensors(state, (tensor, name) => {
    named.push([name, tensor]);
    return tensor;
  });
  return named;
}

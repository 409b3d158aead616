import type { Tensor } from '@sparsweep/core/plugin';
import { namedTensors } from './namedTensors.ts';
import type { TrainingState } from './trainingState.ts';

/** Every tensor of a state, in the order of `namedTensors`. */
export function tensorsOf(state: TrainingState): readonly Tensor[] {
  return namedTensors(state).map(([, tensor]) => tensor);
}

import type { Tensor } from '@sparsweep/core/plugin';
import type { TrainingState } from './trainingState.ts';

/** Every tensor of a state, in a fixed order: the step, then layer by layer parameters, slots and regularizer states. */
export function tensorsOf({ step, parameters, slots, regularizers }: TrainingState): readonly Tensor[] {
  return [
    step,
    ...parameters.flatMap(({ kernel, bias }) => [kernel, bias]),
    ...slots.flatMap(({ kernel, bias }) => [...kernel, ...bias]),
    ...regularizers.flatMap((layer) => layer.flatMap((state) => Object.values(state))),
  ];
}

import type { Scalar, Tensor2D } from '@sparsweep/core/plugin';
import { forward } from './forward.ts';
import type { StepContext } from './stepContext.ts';
import type { StepNumbers } from './stepNumbers.ts';
import type { TrainingState } from './trainingState.ts';

/** The codes of the hidden layers [rows, units] for features [rows, inputs], in the evaluation phase. */
export function hiddenActivations(
  context: StepContext,
  state: TrainingState,
  features: Tensor2D,
  numbers: StepNumbers<Scalar>,
): readonly Tensor2D[] {
  return forward(context, { phase: 'evaluate', numbers, step: state.step }, state, features).activations.slice(0, -1);
}

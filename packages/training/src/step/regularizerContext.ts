import { at, type RegularizerContext } from '@sparsweep/core/plugin';
import { layerWidths } from '../layers/layerWidths.ts';
import { stopGradient } from '../layers/stopGradient.ts';
import type { StepContext, StepInputs } from './stepContext.ts';

/** The context, its state aside, that the hooks of one regularizer of one layer are called with. */
export function regularizerContext(
  { tf, structure, largest }: StepContext,
  { phase, numbers, step }: StepInputs,
  layer: number,
  position: number,
): Omit<RegularizerContext, 'state'> {
  const { learningRate } = numbers.optimizer;
  if (learningRate === undefined) throw new Error(`the optimizer ${structure.optimizer} was given no learningRate`);
  const { fixed } = at(at(structure.layers, layer).regularizers, position);
  return {
    tf,
    options: { ...fixed, ...at(at(numbers.regularizers, layer), position) },
    phase,
    learningRate,
    step,
    layer: { index: layer, ...at(layerWidths(structure), layer) },
    largest,
    stopGradient: (x) => stopGradient(tf, x),
  };
}

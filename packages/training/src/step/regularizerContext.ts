import { at, type RegularizerContext, type Tensor, type TensorOps } from '@sparsweep/core/plugin';
import { layerWidths } from '../layers/dense.ts';
import type { StepContext, StepInputs } from './stepContext.ts';

/** The context, except for the state, of the hooks of one regularizer of one layer. */
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

/** Returns `x` as a constant for the gradient. */
export function stopGradient<T extends Tensor>(tf: TensorOps, x: T): T {
  return tf.customGrad<T>(() => ({ value: tf.clone(x), gradFunc: (dy) => tf.zerosLike(dy) }))(x);
}

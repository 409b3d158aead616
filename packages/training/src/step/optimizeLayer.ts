import type { OptimizerContext, Tensor, Tensor2D } from '@sparsweep/core/plugin';
import type { LayerParameters } from '../layers/dense.ts';
import { isMatrix } from '../layers/isMatrix.ts';
import type { LayerGradients } from './parameterGradients.ts';
import type { StepContext } from './stepContext.ts';
import type { LayerSlots } from './trainingState.ts';

/** A layer after the optimizer's step. */
export interface OptimizedLayer {
  readonly parameters: LayerParameters;
  readonly slots: LayerSlots;
}

/** The optimizer's step on a layer's bias and, where it has one of its own, on its kernel. */
export function optimizeLayer(
  { tf, optimizer }: StepContext,
  parameters: LayerParameters,
  gradients: LayerGradients,
  slots: LayerSlots,
  inputs: Pick<OptimizerContext, 'options' | 'step'>,
): OptimizedLayer {
  const bias = optimizer.step(parameters.bias, gradients.bias, slots.bias, { tf, ...inputs, isKernel: false });
  const { kernel } = parameters;
  if (kernel === null || gradients.kernel === null) {
    return { parameters: { kernel, bias: bias.parameter }, slots: { kernel: [], bias: bias.slots } };
  }
  const stepped = optimizer.step(kernel, gradients.kernel, slots.kernel, { tf, ...inputs, isKernel: true });
  return {
    parameters: { kernel: matrix(stepped.parameter, optimizer.name), bias: bias.parameter },
    slots: { kernel: stepped.slots, bias: bias.slots },
  };
}

function matrix(kernel: Tensor, optimizer: string): Tensor2D {
  if (!isMatrix(kernel)) throw new Error(`the optimizer ${optimizer} made a kernel of shape [${kernel.shape}]`);
  return kernel;
}

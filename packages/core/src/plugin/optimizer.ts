import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from './manifest.ts';
import type { TensorOptions } from './regularizer.ts';
import type { Scalar, Tensor, TensorOps } from './tensor.ts';

/** The inputs of an optimizer step besides the tensors. */
export interface OptimizerContext<Options extends TObject = TObject> {
  readonly tf: TensorOps;
  readonly options: TensorOptions<OptionsOf<Options>>;
  /** The number of this step, from 1. */
  readonly step: Scalar;
  /** Whether the parameter is a kernel; weight decay does not apply to biases. */
  readonly isKernel: boolean;
}

/** A rule for updating a parameter from its gradient. Every optimizer has the option `learningRate`. */
export interface Optimizer<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'optimizer';
  /** Number of state tensors per parameter, each of the parameter's shape; they start at zero. */
  readonly slots: number;
  /** The parameter and its slots after one step. */
  step(
    parameter: Tensor,
    gradient: Tensor,
    slots: readonly Tensor[],
    context: OptimizerContext<Options>,
  ): { readonly parameter: Tensor; readonly slots: readonly Tensor[] };
}

/** Declares an optimizer. The types of its options follow from their schema. */
export function defineOptimizer<Options extends TObject>(
  optimizer: Omit<Optimizer<Options>, 'kind'>,
): Optimizer<Options> {
  return { kind: 'optimizer', ...optimizer };
}

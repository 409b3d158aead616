import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from './manifest.ts';
import type { TensorOptions } from './regularizer.ts';
import type { Scalar, Tensor, TensorOps } from './tensor.ts';

/** What an optimizer's step is given besides the tensors. */
export interface OptimizerContext<Options extends TObject = TObject> {
  readonly tf: TensorOps;
  readonly options: TensorOptions<OptionsOf<Options>>;
  /** The number of this step, from 1. */
  readonly step: Scalar;
  /** Whether the parameter is a kernel; weight decay leaves biases alone. */
  readonly isKernel: boolean;
}

/** A rule that turns a gradient into a new value of a parameter. Every optimizer has the option `learningRate`. */
export interface Optimizer<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'optimizer';
  /** How many tensors of the parameter's shape it carries for each parameter; they start at zero. */
  readonly slots: number;
  /** The parameter and its slots after one step. */
  step(
    parameter: Tensor,
    gradient: Tensor,
    slots: readonly Tensor[],
    context: OptimizerContext<Options>,
  ): { readonly parameter: Tensor; readonly slots: readonly Tensor[] };
}

/** Declares an optimizer; the types of its options follow from their schema. */
export function defineOptimizer<Options extends TObject>(
  optimizer: Omit<Optimizer<Options>, 'kind'>,
): Optimizer<Options> {
  return { kind: 'optimizer', ...optimizer };
}

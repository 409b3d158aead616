import type {
  Hyperparameters,
  Optimizer,
  RegularizerContext,
  Scalar,
  Structure,
  Tensor,
  Tensor2D,
  TensorOps,
} from '@sparsweep/core/plugin';
import { valueAt } from '../schedule.ts';

/** What an engine provides once for all steps of a structure. */
export interface StepContext {
  /** The operations that the step calls. An engine may compute them or record them. */
  readonly tf: TensorOps;
  readonly structure: Structure;
  /** The optimizer that the structure names. */
  readonly optimizer: Optimizer;
  /** The mask of the `count` largest values along the last axis, as `RegularizerContext.largest` describes it. */
  readonly largest: (x: Tensor, count: Scalar) => Tensor;
}

/** A batch of rows: features [rows, inputs] and targets [rows, outputs], as `targetsOf` lays them out. */
export interface Batch {
  readonly features: Tensor2D;
  readonly targets: Tensor2D;
}

/** The inputs that stay the same during one step. */
export interface StepInputs {
  readonly phase: RegularizerContext['phase'];
  readonly numbers: StepNumbers<Scalar>;
  /** Number of optimizer steps done before this one. */
  readonly step: Scalar;
}

/** The numeric inputs of a step, as plain numbers or as scalar tensors. */
export interface StepNumbers<Value> {
  /** The optimizer's options by name, including `learningRate`. */
  readonly optimizer: Readonly<Record<string, Value>>;
  /** The numeric options by name of each regularizer of each layer. */
  readonly regularizers: readonly (readonly Readonly<Record<string, Value>>[])[];
}

/** Converts each number, e.g. to a scalar tensor. */
export function mapNumbers<From, To>(
  { optimizer, regularizers }: StepNumbers<From>,
  convert: (value: From) => To,
): StepNumbers<To> {
  return {
    optimizer: mapValues(optimizer, convert),
    regularizers: regularizers.map((layer) => layer.map((options) => mapValues(options, convert))),
  };
}

/** The values of a trial's hyperparameters in epoch `epoch`, from 0 to `epochs` - 1. */
export function numbersAt(hyperparameters: Hyperparameters, epoch: number, epochs: number): StepNumbers<number> {
  return mapNumbers(hyperparameters, (hyperparameter) => valueAt(hyperparameter, epoch, epochs));
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, convert: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value)]));
}

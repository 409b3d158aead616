import type { Hyperparameters } from '@sparsweep/core/plugin';
import { valueAt } from '../schedule/valueAt.ts';

/** The numbers that a step takes as inputs, in the order of the structure: plain, or as scalar tensors. */
export interface StepNumbers<Value> {
  /** The optimizer's options by name, `learningRate` among them. */
  readonly optimizer: Readonly<Record<string, Value>>;
  /** For each layer, for each of its regularizers: the numeric options by name. */
  readonly regularizers: readonly (readonly Readonly<Record<string, Value>>[])[];
}

/** The same numbers, each turned into something else, e.g. into a scalar tensor. */
export function mapNumbers<From, To>(
  { optimizer, regularizers }: StepNumbers<From>,
  convert: (value: From) => To,
): StepNumbers<To> {
  return {
    optimizer: mapValues(optimizer, convert),
    regularizers: regularizers.map((layer) => layer.map((options) => mapValues(options, convert))),
  };
}

/** The values of a trial's hyperparameters in one epoch, counted from 0, of `epochs`. */
export function numbersAt(hyperparameters: Hyperparameters, epoch: number, epochs: number): StepNumbers<number> {
  return mapNumbers(hyperparameters, (hyperparameter) => valueAt(hyperparameter, epoch, epochs));
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, convert: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value)]));
}

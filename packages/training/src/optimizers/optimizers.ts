import { type Optimizer, SparsweepError } from '@sparsweep/core/plugin';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { momentum } from './momentum.ts';
import { sgd } from './sgd.ts';

/** Every optimizer that engines know. */
export const optimizers: readonly Optimizer[] = [adam, adamw, momentum, sgd];

/**
 * The optimizer that a structure names.
 *
 * @throws SparsweepError `unknown-plugin` where there is none of that name.
 */
export function optimizerNamed(name: string): Optimizer {
  const optimizer = optimizers.find((candidate) => candidate.name === name);
  if (optimizer !== undefined) return optimizer;
  const names = optimizers.map((known) => known.name).join(', ');
  throw new SparsweepError('unknown-plugin', `there is no optimizer '${name}'; there are ${names}`);
}

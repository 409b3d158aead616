import type { Optimizer } from '@sparsweep/core/plugin';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { momentum } from './momentum.ts';
import { sgd } from './sgd.ts';

/** Every optimizer that engines know. */
export const optimizers: readonly Optimizer[] = [adam, adamw, momentum, sgd];

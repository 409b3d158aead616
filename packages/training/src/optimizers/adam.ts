import { defineOptimizer, Type } from '@sparsweep/core/plugin';
import { adamOptions } from './adamOptions.ts';
import { adamStep } from './adamStep.ts';

/** Adam as Keras computes it; see `adamStep`. */
export const adam = defineOptimizer({
  name: 'adam',
  summary: 'Adam: steps scaled by running means of the gradients and of their squares.',
  options: Type.Object(adamOptions),
  slots: 2,
  step: (parameter, gradient, slots, { tf, options, step }) =>
    adamStep(tf, parameter, gradient, slots, { ...options, step }),
});

import { defineOptimizer, Type } from '@sparsweep/core/plugin';
import { adamOptions } from './adamOptions.ts';
import { adamStep } from './adamStep.ts';

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter, 2019): kernels first shrink by the factor
 * 1 - learningRate * weightDecay, biases do not.
 */
export const adamw = defineOptimizer({
  name: 'adamw',
  summary: 'Adam with decoupled weight decay of the kernels.',
  options: Type.Object({
    ...adamOptions,
    weightDecay: Type.Number({
      minimum: 0,
      default: 0.004,
      description: 'Share of a weight that decays in a step, times the learning rate.',
    }),
  }),
  slots: 2,
  step: (parameter, gradient, slots, { tf, options, step, isKernel }) => {
    const decayed = isKernel
      ? tf.sub(parameter, tf.mul(parameter, tf.mul(options.learningRate, options.weightDecay)))
      : parameter;
    return adamStep(tf, decayed, gradient, slots, { ...options, step });
  },
});

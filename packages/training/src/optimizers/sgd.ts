import { defineOptimizer, Type } from '@sparsweep/core/plugin';

/** Stochastic gradient descent: w <- w - learningRate * g. */
export const sgd = defineOptimizer({
  name: 'sgd',
  summary: 'Plain stochastic gradient descent.',
  options: Type.Object({
    learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.01, description: 'Size of a step.' }),
  }),
  slots: 0,
  step: (parameter, gradient, _slots, { tf, options }) => ({
    parameter: tf.sub(parameter, tf.mul(gradient, options.learningRate)),
    slots: [],
  }),
});

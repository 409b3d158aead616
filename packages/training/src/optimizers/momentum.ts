import { at, defineOptimizer, Type } from '@sparsweep/core/plugin';

/**
 * Gradient descent with momentum (Polyak, 1964), in Keras's form: v <- momentum * v - learningRate * g; w <- w + v.
 *
 * PyTorch keeps the learning rate out of v, which differs only where the learning rate is scheduled.
 */
export const momentum = defineOptimizer({
  name: 'momentum',
  summary: 'Stochastic gradient descent with momentum.',
  options: Type.Object({
    learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.01, description: 'Size of a step.' }),
    momentum: Type.Number({
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0.9,
      description: 'Share of the last step that goes into the next.',
    }),
  }),
  slots: 1,
  step: (parameter, gradient, slots, { tf, options }) => {
    const velocity = tf.sub(tf.mul(at(slots, 0), options.momentum), tf.mul(gradient, options.learningRate));
    return { parameter: tf.add(parameter, velocity), slots: [velocity] };
  },
});

import { defineRegularizer, Type } from '@sparsweep/core/plugin';

/** A regularizer as a user might write it: every hook, and a state that its projection reads. */
export default defineRegularizer({
  name: 'fatigue',
  summary: 'Tires units that are often active, and decays their weights.',
  options: Type.Object({
    rate: Type.Number({
      minimum: 0,
      default: 0.05,
      description: 'Share of its weights that the most tired unit loses.',
    }),
    cost: Type.Number({ minimum: 0, default: 0.1, description: 'Weight of the sum of squared mean activations.' }),
  }),
  transform: (activations, { tf, state, stopGradient }) =>
    tf.mul(activations, stopGradient(tf.exp(tf.neg(state.tiredness ?? tf.scalar(0))))),
  penalty: ({ activations }, { tf, options }) => tf.mul(tf.sum(tf.square(tf.mean(activations, 0))), options.cost),
  project: (kernel, { tf, options, state }) =>
    tf.mul(kernel, tf.sub(1, tf.mul(options.rate, state.tiredness ?? tf.scalar(0)))),
  state: ({ tf, layer }) => ({ tiredness: tf.zeros([layer.units]) }),
  update: ({ activations }, { tf, state }) => ({
    tiredness: tf.add(
      tf.mul(state.tiredness ?? tf.scalar(0), 0.9),
      tf.mul(tf.mean(tf.cast(tf.greater(activations, 0), 'float32'), 0), 0.1),
    ),
  }),
});

import { defineRegularizer, Type } from '@sparsweep/core/plugin';

/** A regularizer of the order of units and weights, with the operations of TensorFlow.js that sort, gather and sum. */
export default defineRegularizer({
  name: 'ranking',
  summary: 'Costs late units more than early ones, and shrinks weights by the second largest of their row.',
  options: Type.Object({
    cost: Type.Number({ minimum: 0, default: 0.1, description: 'Weight of the costs.' }),
    share: Type.Number({ minimum: 0, default: 0.1, description: 'Part of the second largest weight to shrink by.' }),
  }),
  transform: (activations, { tf }) => tf.mul(activations, tf.cos(tf.mul(activations, 0.1))),
  penalty: ({ activations, kernel }, { tf, options, layer: { units } }) => {
    const unbalanced = tf.sub(activations, tf.reverse(activations, 1));
    const ends = tf.gather(activations, [0, units - 1, 0], 1);
    const terms = [tf.mean(tf.cumsum(tf.square(activations), 1)), tf.mean(tf.square(unbalanced)), tf.mean(ends)];
    return tf.mul(tf.add(tf.addN(terms), tf.mean(tf.atan(tf.abs(kernel)))), options.cost);
  },
  project: (kernel, { tf, options, layer: { units } }) => {
    const largest = tf.topk(tf.abs(kernel), Math.min(2, units)).values;
    const threshold = tf.mul(tf.slice(largest, [0, Math.min(1, units - 1)]), options.share);
    return tf.mul(tf.sign(kernel), tf.relu(tf.sub(tf.abs(kernel), threshold)));
  },
  state: ({ tf, layer }) => ({ sorted: tf.zeros([layer.units]) }),
  update: ({ activations }, { tf, layer }) => ({ sorted: tf.topk(tf.mean(activations, 0), layer.units).values }),
});

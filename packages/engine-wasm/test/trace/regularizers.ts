import { at, defineRegularizer, type Scalar, type Tensor2D, Type } from '@sparsweep/core/plugin';

/** Costs magnitudes, by a gradient of its own, or moves weights towards zero: as the l1 package does. */
export const magnitudes = defineRegularizer({
  name: 'magnitudes',
  summary: 'A cost of magnitudes.',
  options: Type.Object({ strength: Type.Number(), target: Type.String() }),
  penalty: ({ activations, kernel }, { tf, options: { strength, target } }) => {
    if (target === 'projection') return tf.scalar(0);
    const magnitude = tf.customGrad<Scalar>((x, save) => {
      if (typeof save === 'function' && typeof x === 'object') save([x]);
      return {
        value: tf.sum<Scalar>(typeof x === 'object' ? tf.abs(x) : 0),
        gradFunc: (dy, saved) => tf.mul(tf.sign(at(saved, 0)), dy),
      };
    });
    if (target === 'weights') return tf.mul(magnitude(kernel), strength);
    return tf.mul(magnitude(activations), tf.div(strength, activations.shape[0]));
  },
  project: (kernel, { tf, options: { strength, target }, learningRate }) => {
    if (target !== 'projection') return kernel;
    return tf.mul(tf.sign(kernel), tf.relu(tf.sub(tf.abs(kernel), tf.mul(learningRate, strength))));
  },
});

/** Keeps the largest units of each sample, as the k-sparse package does. */
export const largestUnits = defineRegularizer({
  name: 'largest-units',
  summary: 'Silences all but some units of each sample.',
  options: Type.Object({ count: Type.Number(), more: Type.Number() }),
  transform: (activations, { tf, options: { count, more }, phase, largest }) =>
    tf.mul(activations, largest(activations, phase === 'evaluate' ? tf.mul(count, more) : count)),
});

/** Keeps the largest weights of a layer, as the top-k package does. */
export const largestWeights = defineRegularizer({
  name: 'largest-weights',
  summary: 'Sets all but some weights to zero.',
  options: Type.Object({ density: Type.Number() }),
  project: (kernel, { tf, options: { density }, layer: { inputs, units }, largest }) => {
    const size = inputs * units;
    const mask = largest(tf.reshape(tf.abs(kernel), [1, size]), tf.maximum<Scalar>(tf.mul(density, size), 1));
    return tf.mul(kernel, tf.reshape(mask, [inputs, units]));
  },
});

/** A regularizer with every hook, as a user might write it. */
export const homeostasis = defineRegularizer({
  name: 'homeostasis',
  summary: 'Units that are active more often than others are held down.',
  options: Type.Object({ target: Type.Number(), decay: Type.Number(), floor: Type.Number(), centred: Type.Boolean() }),
  state: ({ tf, layer, options }) => ({
    rate: tf.fill([layer.units], 0.5),
    steps: tf.mul(options.target, 0),
    dead: tf.zeros([layer.units], 'bool'),
  }),
  transform: (activations, { tf, state, phase, options }) => {
    const rate = state.rate ?? tf.zeros([1]);
    const held = options.centred ? tf.sub<Tensor2D>(activations, tf.mul(rate, 0.1)) : activations;
    return phase === 'train' ? tf.mul(held, tf.sigmoid(tf.sub(2, rate))) : held;
  },
  penalty: ({ activations, kernel }, { tf, options, stopGradient }) => {
    const mean = tf.clipByValue(tf.mean(tf.sigmoid(activations), 0), 0.01, 0.99);
    const divergence = tf.sub(tf.mul(options.target, tf.log(tf.div(options.target, mean))), tf.log(tf.sub(1, mean)));
    const rows = tf.div(tf.sum(tf.square(kernel), 1), tf.add(stopGradient(tf.max(tf.abs(kernel))), 0.1));
    return tf.add(tf.sum(divergence), tf.mul(tf.mean(rows), 0.1));
  },
  project: (kernel, { tf, options, state, step }) => {
    const small = tf.less(tf.abs(kernel), options.floor);
    const weak = tf.logicalAnd(small, tf.logicalNot(state.dead ?? small));
    return tf.where(tf.logicalAnd(weak, tf.greater(step, 0)), tf.zerosLike(kernel), kernel);
  },
  update: ({ activations }, { tf, options, state }) => {
    const now = tf.mean(tf.cast(tf.greater(activations, 0), 'float32'), 0);
    const rate = tf.add(tf.mul(state.rate ?? now, options.decay), tf.mul(now, tf.sub(1, options.decay)));
    return { rate, steps: tf.add(state.steps ?? 0, activations.shape[0]), dead: tf.less(rate, 0.3) };
  },
});

/** Takes lengths, offsets and numbers from the number of rows, wherever it can. */
export const rowCounter = defineRegularizer({
  name: 'row-counter',
  summary: 'Depends on the number of rows in every way that a graph can.',
  options: Type.Object({ strength: Type.Number() }),
  penalty: ({ activations }, { tf, options }) => {
    const [rows, units] = activations.shape;
    const doubled = tf.concat([activations, tf.mul(activations, 3), tf.fill([rows, units], 0.5)], 0);
    const second = tf.slice(doubled, [rows, 0], [rows, -1]);
    const padded = tf.pad(
      second,
      [
        [rows, 2 * rows],
        [1, 0],
      ],
      0.25,
    );
    const positions = tf.expandDims(tf.range(0, rows), 1);
    const weighted = tf.mul(second, tf.add(positions, tf.fill([units], rows)));
    const pairs = tf.div(tf.sum(tf.square(tf.matMul(activations, second, false, true))), rows * rows * units);
    const terms = [tf.mean(padded), tf.div(tf.sum(weighted), rows ** 2), pairs, tf.mul(tf.mean(doubled), 1 / rows)];
    return tf.mul(tf.sum(tf.stack(terms)), options.strength);
  },
});

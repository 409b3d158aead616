import { defineRegularizer, type Structure, Type } from '@sparsweep/core/plugin';
import { blobs, seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import engine from '../src/index.ts';
import { loadTensorFlow } from '../src/loadTensorFlow.ts';

/** Has every hook, a state and a mask, all of which could leak tensors. */
const busy = defineRegularizer({
  name: 'busy',
  summary: 'Uses every feature of a regularizer.',
  options: Type.Object({ k: Type.Number() }),
  transform: (activations, { tf, options, largest }) => tf.mul(activations, largest(activations, options.k)),
  penalty: ({ activations }, { tf, stopGradient }) => tf.mean(tf.mul(activations, stopGradient(activations))),
  project: (kernel, { tf, learningRate }) => tf.sub(kernel, tf.mul(kernel, learningRate)),
  state: ({ tf, layer }) => ({ last: tf.zeros([layer.inputs, layer.units]), unchanged: tf.scalar(1) }),
  update: ({ kernel }, { state }) => ({ ...state, last: kernel }),
});

const structure: Structure = {
  task: 'classification',
  inputs: 2,
  layers: [
    {
      units: 5,
      activation: 'gelu',
      initializer: 'heNormal',
      regularizers: [{ plugin: busy, fixed: {}, numeric: ['k'] }],
    },
    { units: 3, activation: 'linear', initializer: 'glorotUniform', regularizers: [] },
  ],
  loss: 'softmaxCrossEntropy',
  optimizer: 'adam',
  batchSize: 8,
};

describe('the memory of a session', () => {
  it('does not grow over epochs and is freed by dispose', async () => {
    const program = await engine.compile(structure);
    const { tf } = await loadTensorFlow();
    const before = tf.memory().numTensors;
    const session = program.start(
      {
        epochs: 4,
        shuffle: true,
        hyperparameters: {
          optimizer: { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
          regularizers: [[{ k: { schedule: 'linear', from: 5, to: 2 } }], []],
        },
        random: seededStreams(0),
      },
      { train: blobs(20, 3), test: blobs(7, 3, 1) },
    );
    const counts = [0, 1, 2, 3].map(() => {
      session.trainEpoch();
      session.evaluate('train');
      session.evaluate('test');
      session.inspect();
      session.weights();
      session.restore(session.save());
      return tf.memory().numTensors;
    });
    expect(new Set(counts).size).toBe(1);
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

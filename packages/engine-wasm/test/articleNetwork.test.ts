import { defineRegularizer, type Structure, Type } from '@sparsweep/core/plugin';
import { optimizerNamed } from '@sparsweep/training';
import { describe, expect, it } from 'vitest';
import { compilerStages, loadTensorFlow } from '../src/compilerStages.ts';

const activity = defineRegularizer({
  name: 'activity',
  summary: 'The mean over the batch of the sum of squared activations.',
  options: Type.Object({ strength: Type.Number() }),
  penalty: ({ activations }, { tf, options }) =>
    tf.mul(tf.sum(tf.square(activations)), tf.div(options.strength, activations.shape[0])),
});

const structure: Structure = {
  task: 'classification',
  inputs: 20,
  layers: [
    {
      units: 64,
      activation: 'relu',
      initializer: 'glorotUniform',
      regularizers: [{ plugin: activity, fixed: {}, numeric: ['strength'] }],
    },
    { units: 1, activation: 'linear', initializer: 'glorotUniform', regularizers: [] },
  ],
  loss: 'sigmoidCrossEntropy',
  optimizer: 'adam',
  batchSize: 32,
};

describe('the kernels of a network of one hidden layer', () => {
  it('are five products, one pass of Adam over the weights, and kernels on one number a row', async () => {
    const { program } = compilerStages(await loadTensorFlow(), structure, optimizerNamed('adam'));
    const kernels = program.procedures.find(({ name }) => name === 'train')?.kernels ?? [];
    expect(kernels.filter(({ kind }) => kind === 'matmul')).toHaveLength(5);
    const fixed = kernels.flatMap((kernel) => (kernel.kind === 'map' ? kernel.extent : [])).filter(Number.isInteger);
    // Kernel and bias of the hidden layer, kernel of the output layer: 20 * 64 + 64 + 64.
    expect(fixed).toEqual([1408]);
    expect(kernels.length).toBeLessThanOrEqual(16);
  });
});

import type { Structure } from '@sparsweep/core/plugin';
import { blobs } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { splitsData } from './splitData.ts';

const structure: Structure = {
  task: 'classification',
  inputs: 2,
  layers: [{ units: 3, activation: 'linear', initializer: 'zeros', regularizers: [] }],
  loss: 'softmaxCrossEntropy',
  optimizer: 'sgd',
  batchSize: 4,
};

describe('splitsData', () => {
  it('lays out the splits that there are, with their targets', () => {
    const train = blobs(4, 3);
    const splits = splitsData(structure, { test: blobs(2, 3), train });
    expect(splits.names).toEqual(['train', 'test']);
    expect(splits.of('train')).toEqual({
      rows: 4,
      features: train.features,
      inputs: 2,
      targets: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0),
      outputs: 3,
    });
    expect(() => splits.of('validation')).toThrow('this trial was given no validation samples');
  });
});

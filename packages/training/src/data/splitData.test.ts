import type { Loss, Structure } from '@sparsweep/core/plugin';
import { blobs } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { splitsData, targetsOf } from './splitData.ts';

const threeClasses: Structure = {
  task: 'classification',
  inputs: 2,
  layers: [{ units: 3, activation: 'linear', initializer: 'zeros', regularizers: [] }],
  loss: 'softmaxCrossEntropy',
  optimizer: 'sgd',
  batchSize: 4,
};

describe('splitsData', () => {
  it('prepares the given splits with their targets', () => {
    const train = blobs(4, 3);
    const splits = splitsData(threeClasses, { test: blobs(2, 3), train });
    expect(splits.names).toEqual(['train', 'test']);
    expect(splits.of('train')).toEqual({
      rows: 4,
      features: train.features,
      inputs: 2,
      targets: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0),
      outputs: 3,
    });
    expect(() => splits.of('validation')).toThrow('this trial has no validation samples');
  });
});

const samples = { rows: 3, features: Float32Array.of(0.1, 0.2, 0.3), labels: Int32Array.of(1, 0, 1) };

function structureWith(loss: Loss, units: number): Structure {
  return {
    task: loss === 'meanSquaredError' ? 'reconstruction' : 'classification',
    inputs: 1,
    layers: [{ units, activation: 'linear', initializer: 'zeros', regularizers: [] }],
    loss,
    optimizer: 'sgd',
    batchSize: 1,
  };
}

describe('targetsOf', () => {
  it('is the class for one logit, one-hot for several, the features for reconstruction', () => {
    expect([...targetsOf(structureWith('sigmoidCrossEntropy', 1), samples)]).toEqual([1, 0, 1]);
    expect([...targetsOf(structureWith('softmaxCrossEntropy', 2), samples)]).toEqual([0, 1, 1, 0, 0, 1]);
    expect(targetsOf(structureWith('meanSquaredError', 1), samples)).toEqual(samples.features);
  });
});

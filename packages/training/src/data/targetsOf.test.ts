import type { Loss, Structure } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { targetsOf } from './targetsOf.ts';

const samples = { rows: 3, features: Float32Array.of(0.1, 0.2, 0.3), labels: Int32Array.of(1, 0, 1) };

function structure(loss: Loss, units: number): Structure {
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
    expect([...targetsOf(structure('sigmoidCrossEntropy', 1), samples)]).toEqual([1, 0, 1]);
    expect([...targetsOf(structure('softmaxCrossEntropy', 2), samples)]).toEqual([0, 1, 1, 0, 0, 1]);
    expect(targetsOf(structure('meanSquaredError', 1), samples)).toEqual(samples.features);
  });
});

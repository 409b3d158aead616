import { describe, expect, it } from 'vitest';
import { syntheticReport } from '../../test/syntheticReport.ts';
import { buildModel } from './buildModel.ts';

const DATA = syntheticReport({ configurations: 3, replicates: 1, epochs: 1, validation: true, weights: 0 });

/** The trade-offs of a sweep without accuracies: lower losses are better. */
function tradeOffsOf(
  losses: readonly number[],
  zeroActivations: readonly (number | null)[],
  zeroWeights: readonly number[],
) {
  const alone = (mean: number | null) => ({ mean, sd: null, n: mean === null ? 0 : 1 });
  const none = alone(null);
  const results = DATA.results.map((row) => ({ ...row, validationAccuracy: null, trainAccuracy: null }));
  const configurations = DATA.configurations.slice(0, losses.length).map((row, index) => ({
    ...row,
    validationAccuracy: none,
    trainAccuracy: none,
    validationLoss: alone(losses[index] ?? null),
    zeroActivations: alone(zeroActivations[index] ?? null),
    zeroWeights: alone(zeroWeights[index] ?? null),
  }));
  return buildModel({ ...DATA, results, configurations }).tradeOffs;
}

describe('tradeOffs', () => {
  it('has the front of each sparsity, by ascending sparsity', () => {
    expect(tradeOffsOf([0.2, 0.3, 0.4], [0.1, 0.6, 0.5], [0.5, 0.4, 0.9])).toEqual([
      { measure: 'zeroActivations', front: [0, 1] },
      { measure: 'zeroWeights', front: [0, 2] },
    ]);
  });

  it('maximizes accuracy', () => {
    // Synthetic accuracy falls as sparsity grows; the front must hold the most accurate configuration.
    const { tradeOffs, configurations } = buildModel(DATA);
    const accuracies = configurations.map(({ outcome }) => outcome.mean ?? 0);
    const best = accuracies.indexOf(Math.max(...accuracies));
    expect(tradeOffs.map(({ front }) => front[0])).toEqual(tradeOffs.map(() => best));
  });

  it('leaves out a sparsity that fewer than two configurations have', () => {
    expect(tradeOffsOf([0.2, 0.3], [0.1, null], [0.5, 0.6])).toEqual([{ measure: 'zeroWeights', front: [0, 1] }]);
    expect(tradeOffsOf([0.2], [0.1], [0.5])).toEqual([]);
  });

  it('is empty if no outcome was measured', () => {
    const results = DATA.results.map((row) => ({
      ...row,
      validationAccuracy: null,
      trainAccuracy: null,
      validationLoss: null,
      trainLoss: null,
    }));
    expect(buildModel({ ...DATA, results }).tradeOffs).toEqual([]);
  });
});

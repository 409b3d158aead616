import type { ConfigurationRow, SweepAnalysis } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { bestTable, describeBest, describeProgress, importanceTable } from './analysis.ts';

const NOTHING = { mean: null, sd: null, n: 0 };
const ROW: ConfigurationRow = {
  configurationIndex: 4,
  parameters: { strength: 0.01, method: 'l1' },
  trainAccuracy: NOTHING,
  validationAccuracy: { mean: 0.9785, sd: 0.01, n: 2 },
  testAccuracy: NOTHING,
  trainLoss: NOTHING,
  validationLoss: { mean: 0.25, sd: 0.05, n: 2 },
  testLoss: NOTHING,
  zeroWeights: NOTHING,
  zeroActivations: NOTHING,
};

const ONE: SweepAnalysis = {
  metrics: [{ name: 'validation.accuracy', goal: 'maximize' }],
  measured: 30,
  best: [ROW],
  trajectory: [0.5, 0.5, 0.75, 0.750_000_1, 0.9785].map((best, i) => ({ configuration: 2 * i, best })),
  importance: [
    [
      { parameter: 'strength', variance: 0.25, rank: 0.5 },
      { parameter: 'method', variance: 0.7, rank: null },
    ],
  ],
};

const TWO: SweepAnalysis = {
  ...ONE,
  metrics: [...ONE.metrics, { name: 'validation.loss', goal: 'minimize' }],
  hypervolume: { value: 1.25, reference: [0, 3] },
  trajectory: Array.from({ length: 50 }, (_, i) => ({ configuration: i, best: i + 1 })),
};

describe('describing an analysis', () => {
  it('names the metrics and the number of best configurations', () => {
    expect(describeBest(ONE)).toBe('best by validation.accuracy (maximize): 1 of 30 configurations');
    expect(describeBest({ ...TWO, measured: 1 })).toBe(
      'Pareto front of validation.accuracy (maximize), validation.loss (minimize): 1 of 1 configuration',
    );
  });

  it('lists the steps whose text differs', () => {
    expect(describeProgress(ONE)).toEqual(['best so far  50.00% (configuration 0), 75.00% (4), 97.85% (8)']);
    expect(describeProgress({ ...ONE, trajectory: [] })).toEqual([]);
  });

  it('thins out many steps, and keeps the first and the last', () => {
    expect(describeProgress(TWO)).toEqual([
      'hypervolume  1.250, from the reference point validation.accuracy 0.00%, validation.loss 3.000',
      'so far       1.000 (configuration 0), 8.000 (7), 15.00 (14), 22.00 (21), 29.00 (28), 36.00 (35), 43.00 (42), 50.00 (49)',
    ]);
    for (let count = 1; count < 40; count++) {
      const [, line = ''] = describeProgress({ ...TWO, trajectory: TWO.trajectory.slice(0, count) });
      expect(line.split(', ').length, `${count} steps`).toBe(Math.min(count, 8));
      expect(line).toMatch(new RegExp(`\\((configuration )?${count - 1}\\)$`));
    }
  });
});

describe('the tables of an analysis', () => {
  it('list the metrics of the best configurations', () => {
    const { columns, rows } = bestTable(TWO);
    expect(columns.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'configuration integer',
      'strength value',
      'method value',
      'validation.accuracy fractionSpread',
      'validation.loss numberSpread',
    ]);
    expect(rows).toEqual([[4, 0.01, 'l1', ROW.validationAccuracy, ROW.validationLoss]]);
  });

  it('list the most important parameter first', () => {
    expect(importanceTable(ONE).rows).toEqual([
      ['method', 0.7, undefined],
      ['strength', 0.25, '0.50'],
    ]);
  });
});

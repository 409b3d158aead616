import { describe, expect, it } from 'vitest';
import type { OutcomeMetric, PageConfiguration } from './pageModel.ts';
import { headline } from './summary.ts';

const ACCURACY: OutcomeMetric = { metric: 'accuracy', split: 'validation', title: 'validation accuracy' };
const LOSS: OutcomeMetric = { metric: 'loss', split: 'train', title: 'train loss' };

function configuration(number: number, outcome: number | null, activations: number, weights = 0): PageConfiguration {
  return {
    number,
    label: '',
    outcome: alone(outcome),
    zeroActivations: alone(activations),
    zeroWeights: alone(weights),
  };
}

function alone(mean: number | null) {
  return { mean, sd: null, n: mean === null ? 0 : 1 };
}

describe('headline', () => {
  const configurations = [
    configuration(0, 0.98, 0.3),
    configuration(1, 0.972, 0.8),
    configuration(2, 0.968, 0.95),
    configuration(3, null, 1),
  ];

  it('finds the sparsest configuration within one percentage point of the best', () => {
    expect(headline(configurations, ACCURACY).map(({ value, configuration: by }) => [value, by?.number])).toEqual([
      ['98.00%', 0],
      ['80.00%', 1],
      ['0.00%', undefined],
    ]);
  });

  it('takes the lowest loss as the best, and up to five percent above it as close', () => {
    const losses = [configuration(0, 1.04, 0.9), configuration(1, 1, 0.1), configuration(2, 1.06, 1)];
    expect(headline(losses, LOSS).map(({ value, configuration: by }) => [value, by?.number])).toEqual([
      ['1.000', 1],
      ['90.00%', 0],
      ['0.00%', undefined],
    ]);
  });

  it('is empty if nothing was measured', () => {
    expect(headline([configuration(0, null, 0)], ACCURACY)).toEqual([]);
    expect(headline([], null)).toEqual([]);
  });
});

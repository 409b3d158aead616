import { describe, expect, it } from 'vitest';
import { configurationLabels } from './configurationLabels.ts';
import { formatDuration, formatTime } from './formatTime.ts';
import { headline } from './headline.ts';
import { initialSelection } from './initialSelection.ts';
import type { Outcome, PageConfiguration } from './pageModel.ts';
import { spacedIndices } from './spacedIndices.ts';
import { tradeOffs } from './tradeOffs.ts';

const ACCURACY: Outcome = { metric: 'accuracy', split: 'validation', title: 'validation accuracy' };
const LOSS: Outcome = { metric: 'loss', split: 'train', title: 'train loss' };

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

describe('configurationLabels', () => {
  it('names the parameters that differ, where a branch has them', () => {
    const labels = configurationLabels([
      { epochs: 10, method: 'l1', strength: 0.01 },
      { epochs: 10, method: 'k-sparse', k: 4 },
    ]);
    expect(labels).toEqual(['method l1, strength 0.01', 'method k-sparse, k 4']);
  });

  it('are empty where nothing differs', () => {
    expect(configurationLabels([{ epochs: 10 }])).toEqual(['']);
  });
});

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

  it('takes the lowest loss for the best, and five percent above it for close', () => {
    const losses = [configuration(0, 1.04, 0.9), configuration(1, 1, 0.1), configuration(2, 1.06, 1)];
    expect(headline(losses, LOSS).map(({ value, configuration: by }) => [value, by?.number])).toEqual([
      ['1.000', 1],
      ['90.00%', 0],
      ['0.00%', undefined],
    ]);
  });

  it('says nothing where nothing was measured', () => {
    expect(headline([configuration(0, null, 0)], ACCURACY)).toEqual([]);
    expect(headline([], null)).toEqual([]);
  });
});

describe('tradeOffs', () => {
  it('has the front of each sparsity, lower losses being better', () => {
    const losses = [configuration(0, 0.2, 0.1, 0.5), configuration(1, 0.3, 0.6, 0.4), configuration(2, 0.4, 0.5, 0.9)];
    expect(tradeOffs(losses, LOSS)).toEqual([
      { measure: 'zeroActivations', front: [0, 1] },
      { measure: 'zeroWeights', front: [0, 2] },
    ]);
  });

  it('leaves out what cannot be compared', () => {
    expect(tradeOffs([configuration(0, 0.9, 0.5)], ACCURACY)).toEqual([]);
    expect(tradeOffs([], null)).toEqual([]);
  });
});

describe('initialSelection', () => {
  it('is all configurations when there are colours for all', () => {
    const eight = Array.from({ length: 8 }, (_, index) => configuration(index, 0.5, 0.5));
    expect(initialSelection(eight, ACCURACY, [])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is the front, filled up with the best of the rest', () => {
    const nine = [0.9, 0.1, 0.8, 0.7, 0.2, 0.6, 0.5, 0.4, 0.3].map((outcome, index) =>
      configuration(index, outcome, 0),
    );
    expect(initialSelection(nine, ACCURACY, [{ measure: 'zeroActivations', front: [1, 0] }])).toEqual([
      0, 1, 2, 3, 5, 6,
    ]);
  });

  it('is spread along a long front', () => {
    const many = Array.from({ length: 21 }, (_, index) => configuration(index, 1 - index / 100, index / 20));
    expect(initialSelection(many, ACCURACY, tradeOffs(many, ACCURACY))).toEqual([0, 4, 8, 12, 16, 20]);
  });
});

describe('spacedIndices', () => {
  it('keeps all that fit, else the ends and some between', () => {
    expect(spacedIndices(3, 5)).toEqual([0, 1, 2]);
    expect(spacedIndices(11, 3)).toEqual([0, 5, 10]);
    expect(new Set(spacedIndices(1000, 256)).size).toBe(256);
  });
});

describe('times', () => {
  it('are in UTC', () => {
    expect(formatTime('2026-11-23T08:15:30.000Z')).toBe('2026-11-23 08:15 UTC');
    expect(formatTime('yesterday')).toBe('yesterday');
  });

  it.each([
    ['2026-01-01T00:00:00.250Z', '250 ms'],
    ['2026-01-01T00:00:42Z', '42 s'],
    ['2026-01-01T00:03:20Z', '3 min 20 s'],
    ['2026-01-02T01:05:00Z', '25 h 5 min'],
    ['2025-12-31T00:00:00Z', null],
    ['soon', null],
  ])('last until %s: %s', (to, text) => expect(formatDuration('2026-01-01T00:00:00Z', to)).toBe(text));
});

import { describe, expect, it } from 'vitest';
import { rankCorrelation, rankCorrelationRatio } from './parameterImportance.ts';

const YS = [3, 1, 4, 4, 9, 2, 8, 5, 10, 7];

describe('the rank correlation', () => {
  it('is that of scipy 1.17, with ties', () => {
    // abs(scipy.stats.spearmanr([1, 2, 2, 4, 5, 7, 8, 3, 9, 6], ys).statistic)
    expect(rankCorrelation([1, 2, 2, 4, 5, 7, 8, 3, 9, 6], YS)).toBeCloseTo(0.6310975609756099, 12);
  });

  it('is 1 for monotonic relations', () => {
    const xs = [1, 2, 3, 4, 5, 6];
    expect(
      rankCorrelation(
        xs,
        xs.map((x) => Math.exp(-x)),
      ),
    ).toBeCloseTo(1, 12);
    // Ranks 2, 1, 3, 5, 6, 4: 1 - 6 sum(d^2) / (n (n^2 - 1)).
    expect(rankCorrelation(xs, [2, 1, 3, 4, 7, 3.5])).toBeCloseTo(1 - (6 * (1 + 1 + 0 + 1 + 1 + 4)) / 210, 12);
  });

  it('is null for constants and for few pairs', () => {
    expect(rankCorrelation([1, 1, 1, 1, 1], [1, 2, 3, 4, 5])).toBeNull();
    expect(rankCorrelation([1, 2, 3, 4], [1, 2, 3, 4])).toBeNull();
  });
});

describe('the correlation ratio of ranks', () => {
  it('is the root of H / (n - 1) of scipy.stats.kruskal 1.17', () => {
    expect(rankCorrelationRatio([0, 0, 0, 1, 1, 1, 2, 2, 2, 2], YS)).toBeCloseTo(0.7149677347885126, 12);
  });

  it('is 1 where a group determines the number, and 0 where groups have the same mean rank', () => {
    expect(rankCorrelationRatio([0, 1, 0, 1, 2], [5, 9, 5, 9, 1])).toBeCloseTo(1, 12);
    expect(rankCorrelationRatio([0, 0, 1, 1, 2, 2], [1, 6, 2, 5, 3, 4])).toBeCloseTo(0, 12);
  });

  it('is null for constants, few numbers and groups of one', () => {
    expect(rankCorrelationRatio([0, 1, 0, 1, 0], [2, 2, 2, 2, 2])).toBeNull();
    expect(rankCorrelationRatio([0, 1, 0, 1], [1, 2, 3, 4])).toBeNull();
    expect(rankCorrelationRatio([0, 1, 2, 3, 4], [1, 2, 3, 4, 5])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { Curve } from '../pruner.ts';
import { asha, hyperband, successiveHalving } from './halving.ts';
import { median, patience } from './pruners.ts';

const standing = (losses: readonly number[], reached = losses) => ({
  epoch: 1,
  curves: losses.map((loss): Curve => [100, loss]),
  reached,
});

describe('successiveHalving', () => {
  const pruner = successiveHalving.start({ minEpochs: 2, reduction: 3 });

  it('compares a whole generation after 2, 6, 18 and 54 of 100 epochs', () => {
    expect(pruner.bracket?.(0, 20, 100)).toEqual({ size: 20, rungs: [2, 6, 18, 54] });
    expect(pruner.bracket?.(0, 20, 54)).toEqual({ size: 20, rungs: [2, 6, 18] });
    expect(pruner.bracket?.(0, 20, 2)).toEqual({ size: 20, rungs: [] });
  });

  it('keeps the best third by last loss, at least one', () => {
    expect(pruner.survivors?.(standing([5, 1, 4, 2, 3, 6, 7]))).toEqual([1, 3]);
    expect(pruner.survivors?.(standing([5, 4]))).toEqual([1]);
  });

  it('prefers the earlier of equal curves, and numbers to NaN', () => {
    expect(pruner.survivors?.(standing([2, 1, 1, 1, 2, 2]))).toEqual([1, 2]);
    expect(pruner.survivors?.(standing([Number.NaN, Number.NaN, 9]))).toEqual([2]);
  });
});

describe('hyperband', () => {
  it('has the brackets of Li et al. 2018, table 1: R = 81, eta = 3', () => {
    const pruner = hyperband.start({ minEpochs: 1, reduction: 3 });
    expect([0, 1, 2, 3, 4, 5].map((index) => pruner.bracket?.(index, 1000, 81))).toEqual([
      { size: 81, rungs: [1, 3, 9, 27] },
      { size: 34, rungs: [3, 9, 27] },
      { size: 15, rungs: [9, 27] },
      { size: 8, rungs: [27] },
      { size: 5, rungs: [] },
      { size: 81, rungs: [1, 3, 9, 27] },
    ]);
  });

  it('judges no trial before its least number of epochs', () => {
    const pruner = hyperband.start({ minEpochs: 5, reduction: 3 });
    // 5 * 3^2 = 45 is the largest such number up to 60: rungs at 60 / 9 and 60 / 3.
    expect(pruner.bracket?.(0, 1000, 60)).toEqual({ size: 9, rungs: [7, 20] });
  });
});

describe('asha', () => {
  const pruner = asha.start({ minEpochs: 1, reduction: 3 });

  it('runs each configuration independently', () => {
    expect(pruner.bracket?.(0, 20, 10)).toEqual({ size: 1, rungs: [1, 3, 9] });
  });

  it('keeps a configuration that is in the best third of those that reached the rung so far', () => {
    expect(pruner.survivors?.(standing([5], [5]))).toEqual([0]);
    expect(pruner.survivors?.(standing([5], [4, 5]))).toEqual([]);
    expect(pruner.survivors?.(standing([4], [5, 6, 4]))).toEqual([0]);
    expect(pruner.survivors?.(standing([5], [1, 6, 7, 8, 9, 5]))).toEqual([0]);
    expect(pruner.survivors?.(standing([6], [1, 5, 7, 8, 9, 6]))).toEqual([]);
  });
});

describe('median', () => {
  const pruner = median.start({ startup: 5, minEpochs: 2 });

  it('starts as many configurations in a batch as there were before it', () => {
    expect([0, 5, 10, 20].map((begun) => pruner.batch?.(begun))).toEqual([5, 5, 10, 20]);
  });

  it('has the median at each epoch for a threshold, from the least number of epochs on', () => {
    const finished = [
      [9, 5, 1],
      [8, 7, 6],
      [7, 6, 2],
      [6, Number.NaN, 9],
    ];
    expect(pruner.rule?.(finished)).toEqual({
      type: 'thresholds',
      thresholds: [null, 6, 4],
      meaning: 'the median of 4 configurations',
    });
  });

  it('has no rule before any configuration was trained to its end', () => {
    expect(pruner.rule?.([])).toBeUndefined();
  });
});

describe('patience', () => {
  it('is a rule that needs no other trials', () => {
    const pruner = patience.start({ epochs: 4, minDelta: 0.01 });
    expect(pruner.rule?.([])).toEqual({ type: 'patience', epochs: 4, minDelta: 0.01 });
  });
});

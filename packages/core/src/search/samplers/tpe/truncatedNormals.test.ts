import { expect, it } from 'vitest';
import { bandwidthAmong, bandwidths } from './truncatedNormals.ts';

it('is the larger distance to a neighbour, for one alone to an end', () => {
  // The widths that Optuna 5.0.0 gives these, but in its order.
  expect(bandwidths([0.5, 0.9, 0.2]).map((width) => Number(width.toFixed(12)))).toEqual([0.4, 0.4, 0.3]);
  expect(bandwidths([0.3])).toEqual([0.7]);
  expect(bandwidths([])).toEqual([]);
});

it('is at least 1 in the number of kernels and two more, and 1 in 100', () => {
  expect(bandwidths([0.5, 0.5])).toEqual([0.25, 0.25]);
  expect(bandwidths(Array.from({ length: 300 }, () => 0.5))).toEqual(Array.from({ length: 300 }, () => 0.01));
});

it('counts equal quantiles as neighbours', () => {
  // 1 in 6 is the least; the first of the equals has its neighbour at 0.1, the last at 0.9.
  const widths = bandwidths([0.5, 0.1, 0.5, 0.9]);
  expect(widths.map((width) => Number(width.toFixed(12)))).toEqual([0.4, 0.4, 0.4, 0.4]);
  expect(bandwidths([0.5, 0.5, 0.5, 0.9])[1]).toBeCloseTo(1 / 6, 12);
});

it('is found for one more among others', () => {
  expect(bandwidthAmong(0.4, [0.9, 0.2, 0.5])).toBeCloseTo(0.2, 12);
  expect(bandwidthAmong(0.3, [])).toBeCloseTo(0.7, 12);
});

import { describe, expect, it } from 'vitest';
import { logExpectedImprovement } from './acquire.ts';

/** Mean, variance, best, and the logarithm of the improvement that SciPy 1.17 integrates numerically (`quad`). */
const IMPROVEMENTS: readonly (readonly [number, number, number, number])[] = [
  [0, 1, 0, -0.9189385332046727],
  [1, 4, 0.5, -0.5574117747752771],
  [-1, 0.25, 0.2, 0.18345443321199362],
  [3, 0.25, 0, -23.272026572729743],
  [10, 0.25, 0, -207.61098568998506],
  [20, 0.25, 0, -808.9917155371799],
  [50, 1e-4, 0, -12500022.558495222],
];

describe('the logarithm of the expected improvement', () => {
  it.each(IMPROVEMENTS)('for mean %d, variance %d, best %d is %d', (mean, variance, best, expected) => {
    const { value } = logExpectedImprovement({ mean, variance }, best);
    expect(Math.abs(value - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
  });

  it.each(IMPROVEMENTS)('rises with mean %d and variance %d (best %d) as differences show', (mean, variance, best) => {
    const { byMean, byVariance } = logExpectedImprovement({ mean, variance }, best);
    const step = 1e-6;
    const value = (meanStep: number, varianceStep: number): number =>
      logExpectedImprovement({ mean: mean + meanStep, variance: variance * (1 + varianceStep) }, best).value;
    const meanSlope = (value(step, 0) - value(-step, 0)) / (2 * step);
    const varianceSlope = (value(0, step) - value(0, -step)) / (2 * step * variance);
    expect(Math.abs(meanSlope / byMean - 1)).toBeLessThan(1e-5);
    expect(Math.abs(varianceSlope / byVariance - 1)).toBeLessThan(1e-5);
  });

  it('is continuous where the series takes over', () => {
    const at = (z: number) => logExpectedImprovement({ mean: -z, variance: 1 }, 0).value;
    // Around z = -25 the slope is nearly 25.08.
    expect(at(-25 + 1e-9) - at(-25 - 1e-9)).toBeCloseTo(0, 6);
  });
});

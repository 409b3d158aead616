import { describe, expect, it } from 'vitest';
import { stepCount, steppedValue } from './enumeration.ts';

/** All of min, min + step, ... up to max. */
function steps(min: number, max: number, step: number): number[] {
  return Array.from({ length: stepCount(min, max, step) }, (_, i) => steppedValue(min, step, i));
}

describe('the steps of a range', () => {
  it.each([
    [0.1, 0.5, 0.1, [0.1, 0.2, 0.3, 0.4, 0.5]],
    [0, 1, 0.1, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    [-0.3, 0.3, 0.1, [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]],
    [1e-7, 4e-7, 1e-7, [1e-7, 2e-7, 3e-7, 4e-7]],
    [1_000_000, 1_000_000.000_000_3, 1e-7, [1_000_000, 1_000_000.000_000_1, 1_000_000.000_000_2, 1_000_000.000_000_3]],
    [2, 11, 3, [2, 5, 8, 11]],
    [9_007_199_254_740_990, 9_007_199_254_740_991, 1, [9_007_199_254_740_990, 9_007_199_254_740_991]],
  ])('from %d to %d by %d are decimal fractions, the last one included', (min, max, step, values) => {
    expect(steps(min, max, step)).toEqual(values);
  });

  it.each([
    [0, 1, 0.3, [0, 0.3, 0.6, 0.9]],
    [0, 1, 0.4, [0, 0.4, 0.8]],
    [0, 1, 0.333_333_333_34, [0, 0.333_333_333_34, 0.666_666_666_68]],
    [1, 10, 4, [1, 5, 9]],
    [5, 5, 2, [5]],
    [5, 6, 2, [5]],
  ])('from %d to %d by %d never pass the end', (min, max, step, values) => {
    expect(steps(min, max, step)).toEqual(values);
  });
});

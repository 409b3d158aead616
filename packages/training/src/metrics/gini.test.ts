import { describe, expect, it } from 'vitest';
import { gini } from './gini.ts';

describe('gini', () => {
  it('is 0 where all magnitudes are equal and 1 - 1/N where one is alone', () => {
    expect(gini(Float32Array.of(2, -2, 2, 2))).toBeCloseTo(0, 12);
    expect(gini(Float32Array.of(0, -5, 0, 0))).toBeCloseTo(0.75, 12);
  });

  it('follows the formula between, in whatever order', () => {
    // Sorted 1 2 3 of sum 6: 1 - 2 (1/6 * 2.5/3 + 2/6 * 1.5/3 + 3/6 * 0.5/3) = 1 - 2 * 7/18 = 2/9
    expect(gini(Float32Array.of(3, -1, 2))).toBeCloseTo(2 / 9, 12);
  });

  it('takes all zeros for sparse', () => {
    expect(gini(new Float32Array(3))).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { hoyer } from './hoyer.ts';

describe('hoyer', () => {
  it('is 0 where all magnitudes are equal and 1 where one is alone', () => {
    expect(hoyer(Float32Array.of(2, -2, 2, 2))).toBeCloseTo(0, 12);
    expect(hoyer(Float32Array.of(0, -5, 0, 0))).toBeCloseTo(1, 12);
  });

  it('follows the formula between', () => {
    // (2 - 7 / 5) / (2 - 1)
    expect(hoyer(Float32Array.of(3, 0, -4, 0))).toBeCloseTo(0.6, 12);
  });

  it('takes all zeros for sparse and a single value for dense', () => {
    expect(hoyer(new Float32Array(3))).toBe(1);
    expect(hoyer(Float32Array.of(7))).toBe(0);
  });
});

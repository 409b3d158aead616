import { describe, expect, it } from 'vitest';
import { countZeros, zeroFraction } from './zeroFraction.ts';

describe('zeroFraction', () => {
  it('counts exact zeros of either sign but not tiny values', () => {
    const values = Float32Array.of(0, -0, 1e-30, 1);
    expect(countZeros(values)).toBe(2);
    expect(zeroFraction(values)).toBe(0.5);
  });
});

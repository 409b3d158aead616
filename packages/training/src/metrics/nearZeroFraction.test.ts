import { describe, expect, it } from 'vitest';
import { largestMagnitude, nearZeroFraction } from './nearZeroFraction.ts';

describe('nearZeroFraction', () => {
  it('counts magnitudes below the threshold, and zeros whatever it is', () => {
    expect(nearZeroFraction(Float32Array.of(0, -0.25, 0.5, 1), 0.5)).toBe(0.5);
    expect(nearZeroFraction(Float32Array.of(0, 0, 1, 1), 0)).toBe(0.5);
  });
});

describe('largestMagnitude', () => {
  it('looks at both signs', () => {
    expect(largestMagnitude(Float32Array.of(1, -3, 2))).toBe(3);
  });
});

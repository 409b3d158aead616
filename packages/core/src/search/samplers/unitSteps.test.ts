import { describe, expect, it } from 'vitest';
import { reflected, standardNormal } from './unitSteps.ts';

describe('a reflected number', () => {
  it.each([
    [0.25, 0.25],
    [0, 0],
    [-0.25, 0.25],
    [1.25, 0.75],
    [2.25, 0.25],
    [-1.25, 0.75],
    [3.5, 0.5],
  ])('of %d is %d', (value, expected) => {
    expect(reflected(value)).toBe(expected);
  });

  it('is less than 1', () => {
    expect(reflected(1)).toBeLessThan(1);
    expect(reflected(1)).toBeCloseTo(1, 15);
  });
});

describe('a standard normal number', () => {
  const from = (uniform: number) => standardNormal({ uniform: () => uniform, integer: () => 0 });

  it('is the normal quantile of a uniform one', () => {
    expect(from(0.5)).toBe(0);
    // A table of the normal distribution: 97.5 % lie below 1.959964.
    expect(from(0.975)).toBeCloseTo(1.959964, 6);
  });

  it('is finite even for 0', () => {
    // As far out as 2^-53 of the distribution: -8.2095.
    expect(from(0)).toBeCloseTo(-8.2095, 3);
  });
});

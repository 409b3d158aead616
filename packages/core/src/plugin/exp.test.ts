import { describe, expect, it } from 'vitest';
import { exp } from './exp.ts';

describe('exp', () => {
  // From mpmath 1.3.0 with 200 bits, rounded to float64.
  it.each([
    [-745, 5e-324],
    [-700.5, 5.980196118639791e-305],
    [-20, 2.061153622438558e-9],
    [-1, 0.36787944117144233],
    [-1e-5, 0.9999900000499998],
    [0.36573363377339096, 1.4415712056271086],
    [1.25, 3.4903429574618414],
    [2.5, 12.182493960703473],
    [100, 2.6881171418161356e43],
    [709.7, 1.6549840276802644e308],
  ])('of %d', (x, expected) => {
    expect(Math.abs(exp(x) - expected)).toBeLessThanOrEqual(expected * Number.EPSILON);
  });

  it('handles the ends of its range and beyond', () => {
    // The largest float64 is e^709.7827128933841; half the smallest is e^-745.1332191019412.
    const arguments_ = [0, -0, 709.7827128933841, 710, -745.1332191019412, -746, Number.NaN];
    expect(arguments_.map(exp)).toEqual([1, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0, Number.NaN]);
    expect([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(exp)).toEqual([Number.POSITIVE_INFINITY, 0]);
    expect([709.782712893384, -745.1332191019411].map(exp)).toEqual([1.7976931348622732e308, 5e-324]);
  });
});

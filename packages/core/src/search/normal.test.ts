import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile, standardNormal } from './normal.ts';

/** From mpmath 1.3 with 50 digits: `ncdf(x)`. */
const CDF: readonly (readonly [number, number])[] = [
  [-37.5, 4.605353009581955e-308],
  [-20, 2.7536241186062337e-89],
  [-8.5, 9.479534822203318e-18],
  [-5.7, 5.990371401063528e-9],
  [-5.6, 1.071759025831093e-8],
  [-3, 0.0013498980316300946],
  [-1.5, 0.06680720126885807],
  [-0.68, 0.2482522304535705],
  [-0.67, 0.2514288950953101],
  [-0.001, 0.49960105778608893],
  [0, 0.5],
  [1e-20, 0.5],
  [0.3, 0.6179114221889527],
  [0.7, 0.758036347776927],
  [1, 0.8413447460685429],
  [2.5, 0.9937903346742238],
  [5, 0.9999997133484281],
  [6, 0.9999999990134123],
  [8, 0.9999999999999993],
  [9, 1],
];

/** From mpmath 1.3 with 50 digits: `sqrt(2) * erfinv(2 p - 1)`; the first from SciPy 1.17, `ndtri`. */
const QUANTILES: readonly (readonly [number, number])[] = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798407],
  [0.001, -3.0902323061678136],
  [0.0749, -1.4402382675279637],
  [0.3, -0.5244005127080408],
  [0.5, 0],
  [0.999, 3.090232306167813],
  [1 - 2 ** -53, 8.209536151601387],
];

describe('the normal distribution', () => {
  it.each(CDF)('has below %d the share %d, to 15 digits in either tail', (x, share) => {
    expect(Math.abs(normalCdf(x) - share)).toBeLessThanOrEqual(2e-15 * share);
  });

  it('is 0 beyond the range of a double', () => {
    expect(normalCdf(-1e6)).toBe(0);
    expect(normalCdf(1e6)).toBe(1);
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  });

  it.each(QUANTILES)('has its quantile %d at %d', (p, x) => {
    expect(Math.abs(normalQuantile(p) - x)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(x)));
  });

  it('is infinite only at probabilities 0 and 1', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
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

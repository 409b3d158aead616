import { describe, expect, it } from 'vitest';
import { covariances, decay, matern, maternSlope, squaredDistance } from './matern.ts';

/** Squared distance, correlation and its slope, from NumPy 2.4: (1 + r + r^2 / 3) exp(-r), -5 / 6 (1 + r) exp(-r). */
const MATERN: readonly (readonly [number, number, number])[] = [
  [0, 1, -0.8333333333333334],
  [0.01, 0.9917592361711776, -0.8153600650221337],
  [0.25, 0.8286491424181255, -0.5770264050179663],
  [1, 0.5239941088318203, -0.2882201939426478],
  [4, 0.13866021913850426, -0.05208967709615943],
  [100, 3.6956962220528686e-8, -3.786032975677958e-9],
];

describe('the Matern correlation', () => {
  it.each(MATERN)('at a squared distance of %d is %d', (squared, correlation, slope) => {
    expect(Math.abs(matern(squared) / correlation - 1)).toBeLessThan(1e-14);
    expect(Math.abs(maternSlope(squared) / slope - 1)).toBeLessThan(1e-14);
  });

  it('is 0 for what is infinitely far', () => {
    expect(matern(1e12)).toBe(0);
  });
});

describe('decay', () => {
  it('is the exponential function, to 15 digits', () => {
    for (const x of [0, 1e-9, 0.015625, 0.3, 1, Math.PI, 10.01, 99.99, 600.123]) {
      expect(Math.abs(decay(x) / Math.exp(-x) - 1)).toBeLessThan(4e-15);
    }
    expect(decay(Number.POSITIVE_INFINITY)).toBe(0);
    expect(decay(Number.NaN)).toBeNaN();
  });
});

describe('the distance of two configurations', () => {
  it('weighs coordinates by their precisions', () => {
    // By hand: 2 * 0.3^2 + 10 * 0.1^2.
    const [a, b] = [Float64Array.of(0.2, 0.5), Float64Array.of(0.5, 0.4)];
    expect(squaredDistance(Float64Array.of(2, 10), a, b)).toBeCloseTo(0.28, 14);
  });

  it('is the same between any two choices, and to none of them', () => {
    const precisions = Float64Array.of(3);
    for (const [a, b] of [
      [0, 1],
      [0, 7],
      [-1, 2],
    ] as const) {
      expect(squaredDistance(precisions, Float64Array.of(a), Float64Array.of(b))).toBe(3);
    }
    expect(squaredDistance(precisions, Float64Array.of(7), Float64Array.of(7))).toBe(0);
  });

  it('becomes a covariance by the scale', () => {
    const kernel = { precisions: Float64Array.of(4), scale: 2, noise: 0.5 };
    const row = covariances(kernel, [Float64Array.of(0.25), Float64Array.of(0.75)], Float64Array.of(0.25));
    expect(row[0]).toBe(2);
    expect(row[1]).toBeCloseTo(2 * 0.5239941088318203, 14);
  });
});

import { describe, expect, it } from 'vitest';
import { at } from '../../../plugin/at.ts';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import { covariances, decay, factorOf, fitKernel, matern, maternSlope, misfit, squaredDistance } from './kernel.ts';

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

  it('is 0 at infinity', () => {
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

  it('is the same between any two choices, and between a choice and none', () => {
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

const KERNEL = { precisions: Float64Array.of(4, 1.5), scale: 1.3, noise: 0.01 };
const POINTS = [
  Float64Array.of(0.1, 0.5),
  Float64Array.of(0.4, 0.2),
  Float64Array.of(0.9, 0.7),
  Float64Array.of(0.6, 0.95),
];
const TARGETS = Float64Array.of(-1, 0.3, 1.2, -0.5);

describe('the factor of covariances', () => {
  it('is that of SciPy', () => {
    // SciPy 1.17: cholesky(K, lower=True).
    const expected = [
      [1.1445523142259597],
      [0.8004247209057372, 0.8181199582964425],
      [0.27352365930519024, 0.41513202234207974, 1.030946270096785],
      [0.5062124919289975, 0.33565286497760016, 0.6427703116728387, 0.7265895634258487],
    ];
    for (const [i, row] of factorOf(KERNEL, POINTS).entries()) {
      for (const [j, value] of row.entries()) expect(value).toBeCloseTo(at(at(expected, i), j), 13);
    }
  });
});

describe('the misfit of a kernel', () => {
  it('matches NumPy', () => {
    expect(misfit(KERNEL, POINTS, TARGETS).value).toBeCloseTo(4.663071088004633, 12);
  });

  it('has the gradient that differences show', () => {
    const logs = [...KERNEL.precisions, KERNEL.scale, KERNEL.noise].map(Math.log);
    const valueAt = (place: number, step: number): number => {
      const [a = 0, b = 0, scale = 0, noise = 0] = logs.with(place, at(logs, place) + step).map(Math.exp);
      return misfit({ precisions: Float64Array.of(a, b), scale, noise }, POINTS, TARGETS).value;
    };
    for (const [place, slope] of misfit(KERNEL, POINTS, TARGETS).gradient.entries()) {
      expect((valueAt(place, 1e-5) - valueAt(place, -1e-5)) / 2e-5).toBeCloseTo(slope, 7);
    }
  });
});

describe('the most probable kernel', () => {
  it('has a higher precision for a faster coordinate, and no noise for exact outcomes', () => {
    const stream = randomStreams(5)('points');
    const points = Array.from({ length: 40 }, () => Float64Array.of(stream.uniform(), stream.uniform()));
    const targets = Float64Array.from(points, ([x = 0, y = 0]) => Math.SQRT2 * Math.sin(8 * x) + 0.1 * y);
    const { precisions, noise } = fitKernel(points, targets);
    expect(at(precisions, 0)).toBeGreaterThan(20 * at(precisions, 1));
    expect(noise).toBeLessThan(1e-4);
  });

  it('explains random targets by noise', () => {
    const stream = randomStreams(6)('points');
    const points = Array.from({ length: 60 }, () => Float64Array.of(stream.uniform()));
    const targets = Float64Array.from(points, (_, i) => (i % 2 === 0 ? 1 : -1));
    expect(fitKernel(points, targets).noise).toBeGreaterThan(0.1);
  });
});

import { describe, expect, it } from 'vitest';
import { at } from '../../../plugin/at.ts';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import {
  axesOf,
  type Distribution,
  deviations,
  randomPoint,
  roundDistribution,
  whitened,
  widened,
} from './distribution.ts';

const COVARIANCE = [
  [4, 1.2],
  [1.2, 1],
];
const TILTED: Distribution = {
  ...roundDistribution([0.2, 0.7], 0.1),
  covariance: COVARIANCE,
  axes: axesOf(COVARIANCE),
};

describe('a distribution', () => {
  it('has random points with its mean and covariance', () => {
    const stream = randomStreams(1)('points');
    const points = Array.from({ length: 20_000 }, () => randomPoint(TILTED, stream));
    const mean = [0, 1].map((i) => points.reduce((sum, point) => sum + at(point, i), 0) / points.length);
    const covariance = (i: number, j: number): number =>
      points.reduce((sum, p) => sum + (at(p, i) - at(mean, i)) * (at(p, j) - at(mean, j)), 0) / points.length;
    // Four standard errors: 0.2 / sqrt(20000) of a mean, and sqrt(2 / 20000) of a variance, as a share of it.
    expect(Math.abs(at(mean, 0) - 0.2)).toBeLessThan(0.0057);
    expect(Math.abs(at(mean, 1) - 0.7)).toBeLessThan(0.0029);
    expect(Math.abs(covariance(0, 0) / 0.04 - 1)).toBeLessThan(0.04);
    expect(Math.abs(covariance(1, 1) / 0.01 - 1)).toBeLessThan(0.04);
    // (c00 c11 + c01^2) / 20000 is the variance of a covariance: 0.012 give or take 0.000165.
    expect(Math.abs(covariance(0, 1) - 0.012)).toBeLessThan(0.00066);
  });

  it('has the deviations of its variances', () => {
    const [first, second] = deviations(TILTED);
    expect(first).toBeCloseTo(0.2, 14);
    expect(second).toBeCloseTo(0.1, 14);
  });

  it('whitens a step so that its squared length is that of the inverse covariance', () => {
    // By hand: the inverse is [[1, -1.2], [-1.2, 4]] / 2.56; (1, 2) gives (1 - 4.8 + 16) / 2.56.
    const [x = 0, y = 0] = whitened(TILTED.axes, [1, 2]);
    expect(x * x + y * y).toBeCloseTo(12.2 / 2.56, 12);
  });

  it('is widened where it is too narrow, and there alone', () => {
    const { covariance, axes } = widened(TILTED, [0.1, 0.3]);
    // 0.3 is 3 steps of 0.1: a variance of 9.
    expect(covariance[0]).toEqual([4, 1.2]);
    expect(covariance[1]?.[0]).toBe(1.2);
    expect(covariance[1]?.[1]).toBeCloseTo(9, 12);
    expect(axes.lengths.reduce((sum, length) => sum + length * length, 0)).toBeCloseTo(13, 12);
    expect(widened(TILTED, [0, 0.05])).toBe(TILTED);
  });
});

import { describe, expect, it } from 'vitest';
import { at } from '../../../plugin/at.ts';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import {
  axesOf,
  type Distribution,
  deviations,
  eigensystem,
  type Matrix,
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

  it('whitens a step to the Mahalanobis length', () => {
    // By hand: the inverse is [[1, -1.2], [-1.2, 4]] / 2.56; (1, 2) gives (1 - 4.8 + 16) / 2.56.
    const [x = 0, y = 0] = whitened(TILTED.axes, [1, 2]);
    expect(x * x + y * y).toBeCloseTo(12.2 / 2.56, 12);
  });

  it('is widened only where it is too narrow', () => {
    const { covariance, axes } = widened(TILTED, [0.1, 0.3]);
    // 0.3 is 3 steps of 0.1: a variance of 9.
    expect(covariance[0]).toEqual([4, 1.2]);
    expect(covariance[1]?.[0]).toBe(1.2);
    expect(covariance[1]?.[1]).toBeCloseTo(9, 12);
    expect(axes.lengths.reduce((sum, length) => sum + length * length, 0)).toBeCloseTo(13, 12);
    expect(widened(TILTED, [0, 0.05])).toBe(TILTED);
  });
});

/** Sorted by eigenvalue, each vector with a positive first component. */
function sorted(matrix: Matrix): readonly { readonly value: number; readonly vector: readonly number[] }[] {
  const { values, vectors } = eigensystem(matrix);
  const pairs = values.map((value, i) => {
    const vector = at(vectors, i);
    return { value, vector: vector.map((component) => component * Math.sign(at(vector, 0))) };
  });
  return pairs.sort((a, b) => a.value - b.value);
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 13);
}

describe('the eigensystem', () => {
  it('of a symmetric 2 x 2 matrix matches the hand calculation', () => {
    // [[2, 1], [1, 2]] turns (1, -1) into itself and (1, 1) into three times itself.
    const [low, high] = sorted([
      [2, 1],
      [1, 2],
    ]);
    expectClose([low?.value ?? 0, high?.value ?? 0], [1, 3]);
    expectClose(low?.vector ?? [], [Math.SQRT1_2, -Math.SQRT1_2]);
    expectClose(high?.vector ?? [], [Math.SQRT1_2, Math.SQRT1_2]);
  });

  it('of the second difference of three points has the values 2 - sqrt 2, 2 and 2 + sqrt 2', () => {
    const pairs = sorted([
      [2, -1, 0],
      [-1, 2, -1],
      [0, -1, 2],
    ]);
    expectClose(
      pairs.map(({ value }) => value),
      [2 - Math.SQRT2, 2, 2 + Math.SQRT2],
    );
    expectClose(pairs[0]?.vector ?? [], [0.5, Math.SQRT1_2, 0.5]);
    expectClose(pairs[1]?.vector ?? [], [Math.SQRT1_2, 0, -Math.SQRT1_2]);
    expectClose(pairs[2]?.vector ?? [], [0.5, -Math.SQRT1_2, 0.5]);
  });

  it('of a diagonal matrix is its diagonal', () => {
    const diagonal = [
      [3, 0],
      [0, 1e-9],
    ];
    expect(eigensystem(diagonal)).toEqual({
      values: [3, 1e-9],
      vectors: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(eigensystem([[7]])).toEqual({ values: [7], vectors: [[1]] });
    expect(eigensystem([])).toEqual({ values: [], vectors: [] });
  });

  it('reconstructs a larger matrix from orthonormal vectors', () => {
    const size = 12;
    // The Hilbert matrix: its eigenvalues go from 1.8 to 3e-17.
    const matrix = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => 1 / (i + j + 1)));
    const { values, vectors } = eigensystem(matrix);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const element = values.reduce(
          (sum, value, k) => sum + value * at(at(vectors, k), i) * at(at(vectors, k), j),
          0,
        );
        expect(Math.abs(element - at(at(matrix, i), j))).toBeLessThan(1e-14);
        const product = at(vectors, i).reduce((sum, component, k) => sum + component * at(at(vectors, j), k), 0);
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-14);
      }
    }
  });

  it('terminates on NaN', () => {
    const { values } = eigensystem([
      [1, Number.NaN],
      [Number.NaN, 1],
    ]);
    expect(values).toHaveLength(2);
  });
});

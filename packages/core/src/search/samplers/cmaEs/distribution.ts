import { at } from '../../../plugin/at.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { standardNormal } from '../../normal.ts';

/** The axes of a covariance. */
interface Axes {
  /** Orthonormal directions. */
  readonly directions: Matrix;
  /** The standard deviation along each; positive even if rounding made the variance negative. */
  readonly lengths: readonly number[];
}

/** A normal distribution of points, with one quantile per parameter, and its evolution paths. */
export interface Distribution {
  readonly mean: readonly number[];
  /** The step size, a factor of the standard deviations. */
  readonly sigma: number;
  readonly covariance: Matrix;
  /** The axes of the covariance. */
  readonly axes: Axes;
  /** The path of the mean, whitened. */
  readonly stepPath: readonly number[];
  /** The path of the mean, in units of the step size. */
  readonly path: readonly number[];
  /** The squared weight of the initial value in `stepPath`: 1 at first. */
  readonly memory: number;
}

/** Eigenvalues below this share of the greatest are rounding errors. */
const LEAST_EIGENVALUE = 2 ** -52;

/** The axes of a covariance. */
export function axesOf(covariance: Matrix): Axes {
  const { values, vectors } = eigensystem(covariance);
  const least = LEAST_EIGENVALUE * Math.max(...values);
  return { directions: vectors, lengths: values.map((value) => Math.sqrt(Math.max(value, least))) };
}

/** An isotropic distribution. */
export function roundDistribution(mean: readonly number[], sigma: number): Distribution {
  const covariance = mean.map((_, i) => mean.map((_, j) => (i === j ? 1 : 0)));
  const still = mean.map(() => 0);
  return { mean, sigma, covariance, axes: axesOf(covariance), stepPath: still, path: still, memory: 1 };
}

/** A random point of a distribution, possibly outside [0, 1). */
export function randomPoint({ mean, sigma, axes }: Distribution, stream: RandomStream): readonly number[] {
  const point = [...mean];
  for (let axis = 0; axis < point.length; axis++) {
    const length = sigma * at(axes.lengths, axis) * standardNormal(stream);
    addScaled(point, at(axes.directions, axis), length);
  }
  return point;
}

/** The standard deviation of each parameter. */
export function deviations({ sigma, covariance }: Distribution): readonly number[] {
  return covariance.map((row, i) => sigma * Math.sqrt(at(row, i)));
}

/** A distribution whose standard deviations are at least `least`. */
export function widened(distribution: Distribution, least: readonly number[]): Distribution {
  const actual = deviations(distribution);
  if (actual.every((deviation, i) => deviation >= at(least, i))) return distribution;
  const { sigma } = distribution;
  const covariance = distribution.covariance.map((row, i) =>
    row.map((value, j) =>
      i === j && at(actual, i) < at(least, i) ? (at(least, i) / sigma) * (at(least, i) / sigma) : value,
    ),
  );
  return { ...distribution, covariance, axes: axesOf(covariance) };
}

/** A whitened step: C^(-1/2) times the step. */
export function whitened({ directions, lengths }: Axes, step: readonly number[]): readonly number[] {
  const white = step.map(() => 0);
  for (let axis = 0; axis < white.length; axis++) {
    const direction = at(directions, axis);
    let along = 0;
    for (let i = 0; i < white.length; i++) along += at(direction, i) * at(step, i);
    addScaled(white, direction, along / at(lengths, axis));
  }
  return white;
}

function addScaled(sum: number[], direction: readonly number[], length: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = at(sum, i) + length * at(direction, i);
}

/** A square matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/** The axes of a symmetric matrix. */
interface Eigensystem {
  /** Eigenvalues, in no particular order. */
  readonly values: readonly number[];
  /** Orthonormal eigenvectors, one a row, in the order of the eigenvalues. */
  readonly vectors: Matrix;
}

/** A safe limit: the last rounds converge quadratically. */
const MOST_ROUNDS = 50;
/** An element is negligible when it is this share of the geometric mean of those on the diagonal beside it. */
const NEGLIGIBLE = 2 ** -50;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations (Golub & Van Loan 2013, Matrix
 * Computations, section 8.5): nothing but additions, multiplications, divisions and square roots, whose results are the
 * same everywhere. O(n^3) per round; a few rounds suffice.
 */
export function eigensystem(matrix: Matrix): Eigensystem {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = matrix.map((row, i) => Float64Array.from(row, (_, j) => (i === j ? 1 : 0)));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let rotations = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) if (rotate(a, vectors, p, q)) rotations++;
    }
    if (rotations === 0) break;
  }
  return { values: a.map((row, i) => at(row, i)), vectors: vectors.map((vector) => [...vector]) };
}

/** Makes the element at p, q zero; false if it is negligible. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): boolean {
  const [rowP, rowQ] = [at(a, p), at(a, q)];
  const [pp, qq, pq] = [at(rowP, p), at(rowQ, q), at(rowP, q)];
  // Not `<=`, so that NaN ends here too.
  if (!(Math.abs(pq) > NEGLIGIBLE * Math.sqrt(Math.abs(pp * qq)))) return false;
  const tau = (qq - pp) / (2 * pq);
  const tangent = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  turn(rowP, rowQ, cosine, sine);
  turn(at(vectors, p), at(vectors, q), cosine, sine);
  // The matrix stays symmetric, so copy the rows to the columns.
  for (let i = 0; i < a.length; i++) {
    const row = at(a, i);
    row[p] = rowP[i] ?? 0;
    row[q] = rowQ[i] ?? 0;
  }
  rowP[p] = pp - tangent * pq;
  rowQ[q] = qq + tangent * pq;
  rowP[q] = 0;
  rowQ[p] = 0;
  return true;
}

/** Rotates each pair of elements of two rows; without `at`, which would be ten times slower. */
function turn(one: Float64Array, other: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < one.length; i++) {
    const x = one[i] ?? 0;
    const y = other[i] ?? 0;
    one[i] = cosine * x - sine * y;
    other[i] = sine * x + cosine * y;
  }
}

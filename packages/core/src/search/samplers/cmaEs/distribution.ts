import { at } from '../../../plugin/at.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { standardNormal } from '../unitSteps.ts';
import { eigensystem, type Matrix } from './eigen.ts';

/** The axes of a covariance. */
export interface Axes {
  /** Orthonormal directions. */
  readonly directions: Matrix;
  /** The standard deviation along each, positive though rounding may have made the variance negative. */
  readonly lengths: readonly number[];
}

/** A normal distribution of points, one quantile a parameter, and how it came to be. */
export interface Distribution {
  readonly mean: readonly number[];
  /** The step size: what the covariance is to be multiplied by, as a standard deviation. */
  readonly sigma: number;
  readonly covariance: Matrix;
  /** Of the covariance. */
  readonly axes: Axes;
  /** The path of the mean, in units in which the distribution is a standard one. */
  readonly stepPath: readonly number[];
  /** The path of the mean, in units of the step size. */
  readonly path: readonly number[];
  /** How much of its beginning the path of the step size still is, squared: 1 at first. */
  readonly memory: number;
}

/** An eigenvalue below this share of the greatest is rounding. */
const LEAST_EIGENVALUE = 2 ** -52;

/** The axes of a covariance. */
export function axesOf(covariance: Matrix): Axes {
  const { values, vectors } = eigensystem(covariance);
  const least = LEAST_EIGENVALUE * Math.max(...values);
  return { directions: vectors, lengths: values.map((value) => Math.sqrt(Math.max(value, least))) };
}

/** A distribution that is equally wide in all directions. */
export function roundDistribution(mean: readonly number[], sigma: number): Distribution {
  const covariance = mean.map((_, i) => mean.map((_, j) => (i === j ? 1 : 0)));
  const still = mean.map(() => 0);
  return { mean, sigma, covariance, axes: axesOf(covariance), stepPath: still, path: still, memory: 1 };
}

/** A random point of a distribution, anywhere. */
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

/** A distribution whose parameters have at least some standard deviations. */
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

/** A step in units in which the distribution is a standard one: C^(-1/2) times the step. */
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

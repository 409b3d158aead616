import { at } from '../../../plugin/at.ts';
import { exp } from '../../../plugin/exp.ts';

/** What the covariance of two configurations is made of. */
export interface Kernel {
  /** One over the square of the length scale, for each coordinate. */
  readonly precisions: Float64Array;
  /** The variance of the function. */
  readonly scale: number;
  /** The variance of the noise of an outcome. */
  readonly noise: number;
}

/** Steps in a unit, and the greatest argument of `decay` whose result is told from 0. */
const STEPS = 32;
const FARTHEST = 700;
const DECAYS = Float64Array.from({ length: STEPS * FARTHEST + 1 }, (_, step) => exp(-step / STEPS));

/**
 * exp(-x) for x >= 0 to about 16 digits, and 0 beyond 700: a step of a table and a Taylor series, several times as fast
 * as `exp`, and like it the same number everywhere.
 */
export function decay(x: number): number {
  if (!(x < FARTHEST)) return x >= FARTHEST ? 0 : Number.NaN;
  const step = Math.round(x * STEPS);
  const r = step / STEPS - x;
  const series = 1 + r * (1 + (r / 2) * (1 + (r / 3) * (1 + (r / 4) * (1 + (r / 5) * (1 + (r / 6) * (1 + r / 7))))));
  return (DECAYS[step] ?? 0) * series;
}

/** The Matern correlation with nu = 5/2 at a squared distance (Rasmussen & Williams 2006, eq. 4.17). */
export function matern(squared: number): number {
  const r = Math.sqrt(5 * squared);
  return (1 + r + (r * r) / 3) * decay(r);
}

/** The derivative of `matern` by the squared distance. */
export function maternSlope(squared: number): number {
  const r = Math.sqrt(5 * squared);
  return (-5 / 6) * (1 + r) * decay(r);
}

/**
 * The squared distance of two encoded configurations, in length scales. Numbers differ by at most 1, choices by 1 or
 * more: cut off at 1, any two choices are as far from each other as the two ends of a range.
 */
export function squaredDistance(precisions: Float64Array, a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < precisions.length; i++) {
    const difference = (a[i] ?? Number.NaN) - (b[i] ?? Number.NaN);
    sum += (precisions[i] ?? Number.NaN) * Math.min(1, difference * difference);
  }
  return sum;
}

/** The covariances of a point with each of some points, without noise. */
export function covariances(kernel: Kernel, points: readonly Float64Array[], point: Float64Array): Float64Array {
  const { precisions, scale } = kernel;
  const row = new Float64Array(points.length);
  for (let i = 0; i < row.length; i++) row[i] = scale * matern(squaredDistance(precisions, at(points, i), point));
  return row;
}

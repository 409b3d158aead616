import { at } from '../../../plugin/at.ts';
import { dot, nextRow, solveLower, solveUpper, type Triangle } from './cholesky.ts';
import { covariances, type Kernel, maternSlope, squaredDistance } from './kernel.ts';

/** Points with a kernel, and the Cholesky factor of their covariances. */
export interface Surface {
  readonly kernel: Kernel;
  readonly points: readonly Float64Array[];
  readonly factor: Triangle;
}

/** A surface with what is known of the function's values on it. */
export interface Posterior extends Surface {
  /** The covariances' inverse times the targets. */
  readonly weights: Float64Array;
}

/** What is expected of a point. */
export interface Prediction {
  readonly mean: number;
  /** Of the function itself, without noise; above 0. */
  readonly variance: number;
}

/** How an expectation rises with the mean and with the variance. */
export interface Rise {
  readonly byMean: number;
  readonly byVariance: number;
}

/** Variances below this part of the scale are only rounding. */
const LEAST_VARIANCE = 1e-12;

/** A surface with one more point, which takes one more row of the factor and no more. */
export function withPoint({ kernel, points, factor }: Surface, point: Float64Array): Surface {
  const row = nextRow(factor, covariances(kernel, points, point), kernel.scale + kernel.noise);
  return { kernel, points: [...points, point], factor: [...factor, row] };
}

/** What is known of the function after some outcomes (Rasmussen & Williams 2006, algorithm 2.1). */
export function posteriorOf(surface: Surface, targets: Float64Array): Posterior {
  const { factor } = surface;
  return { ...surface, weights: solveUpper(factor, solveLower(factor, targets)) };
}

/** A posterior that believes that a point will be as it expects: it expects the same elsewhere, but is surer near it. */
export function withBelief(posterior: Posterior, point: Float64Array): Posterior {
  // An outcome that equals its expectation has no weight, and leaves the other weights as they are.
  return { ...withPoint(posterior, point), weights: Float64Array.of(...posterior.weights, 0) };
}

/** Mean and variance of the function in a point. */
export function predict({ kernel, points, factor, weights }: Posterior, point: Float64Array): Prediction {
  const row = covariances(kernel, points, point);
  const explained = solveLower(factor, row);
  return {
    mean: dot(row, weights, row.length),
    variance: varianceOf(kernel, explained),
  };
}

/**
 * What `rise` makes of mean and variance in a point: its value, and its gradient by the coordinates of the point.
 */
export function predictSlope(
  { kernel, points, factor, weights }: Posterior,
  point: Float64Array,
  rise: (prediction: Prediction) => Rise & { readonly value: number },
): { readonly value: number; readonly gradient: Float64Array } {
  const { precisions, scale } = kernel;
  const row = covariances(kernel, points, point);
  const explained = solveLower(factor, row);
  const mean = dot(row, weights, row.length);
  const { value, byMean, byVariance } = rise({ mean, variance: varianceOf(kernel, explained) });
  const shares = solveUpper(factor, explained);
  const gradient = new Float64Array(point.length);
  for (let i = 0; i < row.length; i++) {
    const there = at(points, i);
    const effect = byMean * (weights[i] ?? Number.NaN) - 2 * byVariance * (shares[i] ?? Number.NaN);
    const slope = 2 * scale * effect * maternSlope(squaredDistance(precisions, there, point));
    for (let k = 0; k < gradient.length; k++) {
      const difference = (point[k] ?? Number.NaN) - (there[k] ?? Number.NaN);
      gradient[k] = (gradient[k] ?? Number.NaN) + slope * (precisions[k] ?? Number.NaN) * difference;
    }
  }
  return { value, gradient };
}

function varianceOf({ scale }: Kernel, explained: Float64Array): number {
  return Math.max(LEAST_VARIANCE * scale, scale - dot(explained, explained, explained.length));
}

import { at } from '../../../plugin/at.ts';
import { dot, nextRow, solveLower, solveUpper, type Triangle } from './cholesky.ts';
import { covariances, type Kernel, maternSlope, squaredDistance } from './kernel.ts';

/** Points, their kernel and the Cholesky factor of their covariances. */
export interface Surface {
  readonly kernel: Kernel;
  readonly points: readonly Float64Array[];
  readonly factor: Triangle;
}

/** A surface with the targets of its points. */
export interface Posterior extends Surface {
  /** The inverse of the covariances times the targets. */
  readonly weights: Float64Array;
}

/** The prediction for a point. */
export interface Prediction {
  readonly mean: number;
  /** The variance of the function, without noise; above 0. */
  readonly variance: number;
}

/** The derivatives of an acquisition function by mean and variance. */
export interface Rise {
  readonly byMean: number;
  readonly byVariance: number;
}

/** Variances below this share of the scale are rounding errors. */
const LEAST_VARIANCE = 1e-12;

/** A surface with one more point; adds one row to the factor. */
export function withPoint({ kernel, points, factor }: Surface, point: Float64Array): Surface {
  const row = nextRow(factor, covariances(kernel, points, point), kernel.scale + kernel.noise);
  return { kernel, points: [...points, point], factor: [...factor, row] };
}

/** The posterior after some outcomes (Rasmussen & Williams 2006, algorithm 2.1). */
export function posteriorOf(surface: Surface, targets: Float64Array): Posterior {
  const { factor } = surface;
  return { ...surface, weights: solveUpper(factor, solveLower(factor, targets)) };
}

/** A posterior that assumes that a point meets its prediction: means stay the same, variances near it fall. */
export function withBelief(posterior: Posterior, point: Float64Array): Posterior {
  // An outcome equal to its prediction has weight 0 and leaves the other weights unchanged.
  return { ...withPoint(posterior, point), weights: Float64Array.of(...posterior.weights, 0) };
}

/** Mean and variance of the function at a point. */
export function predict({ kernel, points, factor, weights }: Posterior, point: Float64Array): Prediction {
  const row = covariances(kernel, points, point);
  const explained = solveLower(factor, row);
  return {
    mean: dot(row, weights, row.length),
    variance: varianceOf(kernel, explained),
  };
}

/** The value of `rise` at the prediction for a point, and its gradient by the coordinates of the point. */
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

import { at } from '../../../plugin/at.ts';
import { exp } from '../../../plugin/exp.ts';
import { log } from '../../../plugin/log.ts';
import { dot, inverse, nextRow, solveLower, solveUpper, type Triangle } from './cholesky.ts';
import { minimise, type Slope } from './minimise.ts';

/** The parameters of the covariance function. */
export interface Kernel {
  /** 1 / length scale^2 of each coordinate. */
  readonly precisions: Float64Array;
  /** The variance of the function. */
  readonly scale: number;
  /** The variance of the noise of an outcome. */
  readonly noise: number;
}

/** Table entries per unit, and the argument of `decay` from which the result is 0. */
const DECAY_STEPS = 32;
const FARTHEST = 700;
const DECAYS = Float64Array.from({ length: DECAY_STEPS * FARTHEST + 1 }, (_, step) => exp(-step / DECAY_STEPS));

/**
 * exp(-x) for x >= 0 to about 16 digits, and 0 beyond 700: a table and a Taylor series. Several times faster than
 * `exp`, and also bit-identical on every machine.
 */
export function decay(x: number): number {
  if (!(x < FARTHEST)) return x >= FARTHEST ? 0 : Number.NaN;
  const step = Math.round(x * DECAY_STEPS);
  const r = step / DECAY_STEPS - x;
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
 * The squared distance of two points, in length scales. Numbers differ by at most 1, choice indices by 1 or more:
 * limited to 1, any two choices are as far apart as the two ends of a range.
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

/** Bounds of the logarithms of precision (1e-5 to 1e4), scale and noise. */
const LOG_PRECISION = [-11.5, 9.2] as const;
const LOG_SCALE = [-7, 7] as const;
/** At least 1e-6, as in Optuna, so that the Cholesky factor keeps its digits. */
const LOG_NOISE = [log(1e-6), 0] as const;

/** The limits of the fit. More steps do not improve the proposals. */
const FIT = { steps: 30, tolerance: 0.01 } as const;

/** The Cholesky factor of the covariances of points, including noise. */
export function factorOf(kernel: Kernel, points: readonly Float64Array[]): Triangle {
  const factor: Float64Array[] = [];
  for (const [i, point] of points.entries()) {
    factor.push(nextRow(factor, covariances(kernel, points.slice(0, i), point), kernel.scale + kernel.noise));
  }
  return factor;
}

/**
 * The maximum a posteriori kernel, from a fixed start, so that it depends only on the outcomes. The priors are those of
 * Optuna's GPSampler: exp(-(0.1 / p + 0.1 p)) for a precision p, which favours length scales from about a third of the
 * range to three times the range; Gamma(2, 1) for the scale; Gamma(1.1, 30), mostly below 0.1, for the noise.
 *
 * @param points encoded configurations.
 * @param targets their standardised losses.
 */
export function fitKernel(points: readonly Float64Array[], targets: Float64Array): Kernel {
  const dimensions = points[0]?.length ?? 0;
  const each = <Value>(precision: Value, scale: Value, noise: Value): Value[] => [
    ...Array.from({ length: dimensions }, () => precision),
    scale,
    noise,
  ];
  const { point } = minimise(
    (logs) => misfit(kernelOf(logs), points, targets),
    Float64Array.from(each(0, 0, log(1e-3))),
    {
      lower: Float64Array.from(each<number>(LOG_PRECISION[0], LOG_SCALE[0], LOG_NOISE[0])),
      upper: Float64Array.from(each<number>(LOG_PRECISION[1], LOG_SCALE[1], LOG_NOISE[1])),
      ...FIT,
    },
  );
  return kernelOf(point);
}

function kernelOf(logs: Float64Array): Kernel {
  const [scale = 1, noise = 1] = logs.slice(-2).map(exp);
  return { precisions: logs.slice(0, -2).map(exp), scale, noise };
}

/**
 * Minus the logarithm of the posterior density of a kernel, up to a constant, with its derivatives by the logarithms
 * of the precisions, the scale and the noise (Rasmussen & Williams 2006, eq. 5.8 and 5.9).
 */
export function misfit(kernel: Kernel, points: readonly Float64Array[], targets: Float64Array): Slope {
  const { precisions, scale, noise } = kernel;
  const factor = factorOf(kernel, points);
  const weights = solveUpper(factor, solveLower(factor, targets));
  let value = dot(targets, weights, targets.length) / 2;
  for (const [i, row] of factor.entries()) value += log(at(row, i));
  value -= log(scale) - scale + 0.1 * log(noise) - 30 * noise;
  const gradient = new Float64Array(precisions.length + 2);
  const spread = addDerivatives(gradient, kernel, points, { weights, inverted: inverse(factor) });
  for (const [i, precision] of precisions.entries()) {
    value += 0.1 / precision + 0.1 * precision;
    gradient[i] = precision * at(gradient, i) - 0.1 / precision + 0.1 * precision;
  }
  // The derivative by the scale uses the covariance without noise: the whole less the noise.
  const whole = (points.length - dot(targets, weights, targets.length)) / 2;
  const ofNoise = (noise * spread) / 2;
  gradient[precisions.length] = whole - ofNoise - 1 + scale;
  gradient[precisions.length + 1] = ofNoise - 0.1 + 30 * noise;
  return { value, gradient };
}

/**
 * Adds the derivatives by the precisions to the gradient.
 *
 * @returns the trace of the inverse minus the squared weights, from which the derivative by the noise follows.
 */
function addDerivatives(
  gradient: Float64Array,
  { precisions, scale }: Kernel,
  points: readonly Float64Array[],
  { weights, inverted }: { readonly weights: Float64Array; readonly inverted: Triangle },
): number {
  let trace = 0;
  for (const [i, a] of points.entries()) {
    const row = at(inverted, i);
    const weight = weights[i] ?? Number.NaN;
    for (let j = 0; j < i; j++) {
      const b = at(points, j);
      const effect = (row[j] ?? Number.NaN) - weight * (weights[j] ?? Number.NaN);
      const slope = scale * effect * maternSlope(squaredDistance(precisions, a, b));
      for (let k = 0; k < precisions.length; k++) {
        const difference = (a[k] ?? Number.NaN) - (b[k] ?? Number.NaN);
        gradient[k] = (gradient[k] ?? Number.NaN) + slope * Math.min(1, difference * difference);
      }
    }
    trace += (row[i] ?? Number.NaN) - weight * weight;
  }
  return trace;
}

import { at } from '../../../plugin/at.ts';
import { exp } from '../../../plugin/exp.ts';
import { log } from '../../../plugin/log.ts';
import { axesOf, type Distribution, type Matrix, whitened } from './distribution.ts';

/**
 * The distribution after a generation: Hansen 2016, figure 6, with negative weights for the worse half.
 *
 * @param ranked the points of the generation, best first, one per weight of the strategy.
 */
export function learned(
  before: Distribution,
  ranked: readonly (readonly number[])[],
  strategy: Strategy,
): Distribution {
  const { weights, effective, stepRate, damping, pathRate, expectedLength, dimensions } = strategy;
  const steps = ranked.map((point) => point.map((value, i) => (value - at(before.mean, i)) / before.sigma));
  const step = before.mean.map((_, i) =>
    steps.reduce((sum, each, rank) => sum + Math.max(0, at(weights, rank)) * at(each, i), 0),
  );
  const mean = before.mean.map((value, i) => value + before.sigma * at(step, i));
  const stepPath = moved(before.stepPath, whitened(before.axes, step), stepRate, effective);
  const length = Math.sqrt(squaredLength(stepPath));
  const memory = before.memory * (1 - stepRate) * (1 - stepRate);
  // While the step size grows fast, stall the path, or the covariance would grow as well.
  const isCalm = length / Math.sqrt(1 - memory) < (1.4 + 2 / (dimensions + 1)) * expectedLength;
  const still = before.mean.map(() => 0);
  const path = moved(before.path, isCalm ? step : still, pathRate, effective);
  const lost = isCalm ? 0 : pathRate * (2 - pathRate);
  const covariance = learnedCovariance(before, steps, path, lost, strategy);
  const sigma = before.sigma * exp((stepRate / damping) * (length / expectedLength - 1));
  return { mean, sigma, covariance, axes: axesOf(covariance), stepPath, path, memory };
}

/** A path that forgets a share `rate` and adds a step of the mean. */
function moved(path: readonly number[], step: readonly number[], rate: number, effective: number): readonly number[] {
  const weight = Math.sqrt(rate * (2 - rate) * effective);
  return path.map((value, i) => (1 - rate) * value + weight * at(step, i));
}

function learnedCovariance(
  { axes, covariance }: Distribution,
  steps: readonly (readonly number[])[],
  path: readonly number[],
  lost: number,
  { weights, rankOne, rankMu, dimensions }: Strategy,
): Matrix {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kept = 1 + rankOne * lost - rankOne - rankMu * total;
  const scales = weights.map((weight, rank) => {
    // A bad step counts only by direction: a long one could make the covariance indefinite.
    const scale = weight < 0 ? dimensions / squaredLength(whitened(axes, at(steps, rank))) : 1;
    return Number.isFinite(scale) ? rankMu * weight * scale : 0;
  });
  const next = covariance.map((row) => row.map(() => 0));
  for (let i = 0; i < next.length; i++) {
    const row = at(next, i);
    for (let j = 0; j <= i; j++) {
      let value = kept * at(at(covariance, i), j) + rankOne * at(path, i) * at(path, j);
      for (let rank = 0; rank < steps.length; rank++) {
        const step = at(steps, rank);
        value += at(scales, rank) * at(step, i) * at(step, j);
      }
      row[j] = value;
      at(next, j)[i] = value;
    }
  }
  return next;
}

function squaredLength(vector: readonly number[]): number {
  return vector.reduce((sum, value) => sum + value * value, 0);
}

/**
 * The parameters that govern how fast a distribution learns: Hansen 2016, The CMA evolution strategy: a tutorial, table
 * 1.
 */
export interface Strategy {
  /** The number of parameters, n. */
  readonly dimensions: number;
  /** The number of points of a generation. */
  readonly population: number;
  /** One weight per rank, best first: those of the better half sum to 1, the others are negative. */
  readonly weights: readonly number[];
  /** The effective number of points of the better half, mu_eff. */
  readonly effective: number;
  /** The learning rate of the path that sets the step size. */
  readonly stepRate: number;
  /** The damping of the step size. */
  readonly damping: number;
  /** The learning rate of the path of the mean. */
  readonly pathRate: number;
  /** The learning rate of the covariance along that path, c_1. */
  readonly rankOne: number;
  /** The learning rate of the covariance from a generation's points, c_mu. */
  readonly rankMu: number;
  /** The expected length of a standard normal vector. */
  readonly expectedLength: number;
}

/** The default number of points of a generation: 4 + floor(3 ln n). */
export function defaultPopulation(dimensions: number): number {
  return 4 + Math.floor(3 * log(Math.max(1, dimensions)));
}

/** The default strategy for a number of parameters, n >= 1, and a population of at least 2. */
export function defaultStrategy(dimensions: number, population: number): Strategy {
  const n = dimensions;
  const raw = Array.from({ length: population }, (_, i) => log((population + 1) / 2) - log(i + 1));
  const better = raw.slice(0, Math.floor(population / 2));
  const worse = raw.slice(better.length);
  const effective = effectiveNumber(better);
  const rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
  const rankMu = Math.min(1 - rankOne, (2 * (effective - 2 + 1 / effective)) / ((n + 2) * (n + 2) + effective));
  // The limit of the sum of negative weights that keeps the covariance positive definite (equations 50 to 53).
  const negative = Math.min(
    1 + rankOne / rankMu,
    1 + (2 * effectiveNumber(worse)) / (effective + 2),
    (1 - rankOne - rankMu) / (n * rankMu),
  );
  const [up, down] = [sum(better), -sum(worse)];
  const stepRate = (effective + 2) / (n + effective + 5);
  return {
    dimensions,
    population,
    weights: raw.map((weight, rank) => (rank < better.length ? weight / up : (negative * weight) / down)),
    effective,
    stepRate,
    damping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepRate,
    pathRate: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    rankOne,
    rankMu,
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** (sum w)^2 / sum w^2: for equal weights their number. */
function effectiveNumber(weights: readonly number[]): number {
  const total = sum(weights);
  return (total * total) / sum(weights.map((weight) => weight * weight));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

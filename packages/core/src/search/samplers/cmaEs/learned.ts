import { at } from '../../../plugin/at.ts';
import { exp } from '../../../plugin/exp.ts';
import { axesOf, type Distribution, whitened } from './distribution.ts';
import type { Matrix } from './eigen.ts';
import type { Strategy } from './strategy.ts';

/**
 * The distribution after a generation: Hansen 2016, figure 6, with negative weights for the worse half.
 *
 * @param ranked the generation's points, the best first, as many as the strategy has weights.
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
  // While the step size is about to grow much, the path of the mean would make the covariance grow as well.
  const isCalm = length / Math.sqrt(1 - memory) < (1.4 + 2 / (dimensions + 1)) * expectedLength;
  const still = before.mean.map(() => 0);
  const path = moved(before.path, isCalm ? step : still, pathRate, effective);
  const lost = isCalm ? 0 : pathRate * (2 - pathRate);
  const covariance = learnedCovariance(before, steps, path, lost, strategy);
  const sigma = before.sigma * exp((stepRate / damping) * (length / expectedLength - 1));
  return { mean, sigma, covariance, axes: axesOf(covariance), stepPath, path, memory };
}

/** A path that forgets a share `rate` of itself and takes a step of the mean on. */
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
    // A bad step counts by its direction alone: a long one could make the covariance negative.
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

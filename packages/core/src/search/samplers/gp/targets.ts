import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import { reachOf } from '../../outcomeOrder.ts';
import type { Outcome } from '../../sampler.ts';

/** Whether an outcome is that of a full training. */
export function isFinished(outcome: Outcome): boolean {
  return reachOf(outcome) === Number.POSITIVE_INFINITY;
}

/**
 * What a process is to model: how outcomes did, the lower the better, with mean 0 and variance 1. What failed or was
 * stopped early did as badly as the worst that was finished.
 *
 * Losses above the median count by the logarithm of their distance from the best: u medians' distances from the best
 * are 1 + log u. Else a few enormous losses, which diverging trainings have, would make all others look alike.
 *
 * Where none was finished, all are 0.
 */
export function targetsOf(outcomes: readonly Outcome[]): Float64Array {
  const finished = outcomes
    .filter(isFinished)
    .map(lossOf)
    .sort((a, b) => a - b);
  if (finished.length === 0) return new Float64Array(outcomes.length);
  const best = at(finished, 0);
  const median = at(finished, finished.length >> 1);
  const worst = at(finished, finished.length - 1);
  const unit = median > best ? median - best : 1;
  const soften = (loss: number): number => {
    const distance = (loss - best) / unit;
    return distance <= 1 ? distance : 1 + log(distance);
  };
  return standardised(Float64Array.from(outcomes, (outcome) => soften(isFinished(outcome) ? lossOf(outcome) : worst)));
}

function lossOf({ losses }: Outcome): number {
  return losses?.[0] ?? Number.NaN;
}

function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = variance > 0 ? Math.sqrt(variance) : 1;
  return values.map((value) => (value - mean) / deviation);
}

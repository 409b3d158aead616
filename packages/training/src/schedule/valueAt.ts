import { exp, type Hyperparameter, log, type Schedule, SparsweepError } from '@sparsweep/core/plugin';
import { halfCosine } from './halfCosine.ts';

/**
 * The value of a hyperparameter in one epoch; within an epoch it does not change.
 *
 * With progress p from 0 at the fraction `start` of the epochs to 1 at `end`:
 * - `linear`: from + (to - from) p
 * - `cosine`: to + (from - to) (1 + cos(pi p)) / 2 (Loshchilov & Hutter, "SGDR", 2017, without restarts)
 * - `cubic`: to + (from - to) (1 - p)^3 (Zhu & Gupta, "To prune, or not to prune", 2017, equation 1)
 * - `exponential`: from (to / from)^p
 * - `steps`: `steps` equal drops (1 where absent) at p = 1/steps, 2/steps, ... 1
 *
 * @param epoch The epoch, from 0 to `epochs` - 1.
 * @param epochs Epochs in all. The first epoch has the fraction 0, the last 1; a single epoch counts as the last.
 * @throws SparsweepError `invalid-option` where an exponential schedule runs from, to or through zero.
 */
export function valueAt(hyperparameter: Hyperparameter, epoch: number, epochs: number): number {
  if (typeof hyperparameter === 'number') return hyperparameter;
  const progress = progressAt(hyperparameter, epoch, epochs);
  // The ends are met exactly, whatever the rounding of the formula between them.
  if (progress === 0) return hyperparameter.from;
  if (progress === 1) return hyperparameter.to;
  return VALUES[hyperparameter.schedule](hyperparameter, progress);
}

function progressAt({ start = 0, end = 1 }: Schedule, epoch: number, epochs: number): number {
  const fraction = epochs > 1 ? epoch / (epochs - 1) : 1;
  if (fraction >= end) return 1;
  return fraction <= start ? 0 : (fraction - start) / (end - start);
}

const VALUES: Record<Schedule['schedule'], (schedule: Schedule, progress: number) => number> = {
  linear: ({ from, to }, progress) => from + (to - from) * progress,
  cosine: ({ from, to }, progress) => to + (from - to) * halfCosine(progress),
  cubic: ({ from, to }, progress) => to + (from - to) * (1 - progress) * (1 - progress) * (1 - progress),
  exponential: ({ from, to }, progress) => {
    if (from * to <= 0) {
      throw new SparsweepError(
        'invalid-option',
        `an exponential schedule cannot go from ${from} to ${to}: both must be above zero, or both below; ` +
          'use a small number instead of zero, or another schedule',
      );
    }
    return from * exp(progress * log(to / from));
  },
  steps: ({ from, to, steps = 1 }, progress) => {
    // Epochs at k/steps of the way are meant to have made their k drops, but k/steps * steps may round below k.
    const drops = Math.floor(progress * steps + 1e-9);
    return from + ((to - from) * drops) / steps;
  },
};

import { exp, type Hyperparameter, log, type Schedule, SparsweepError } from '@sparsweep/core/plugin';

/**
 * The value of a hyperparameter in one epoch. It does not change within an epoch.
 *
 * With progress p from 0 at the fraction `start` of the epochs to 1 at `end`:
 * - `linear`: from + (to - from) p
 * - `cosine`: to + (from - to) (1 + cos(pi p)) / 2 (Loshchilov & Hutter, "SGDR", 2017, without restarts)
 * - `cubic`: to + (from - to) (1 - p)^3 (Zhu & Gupta, "To prune, or not to prune", 2017, equation 1)
 * - `exponential`: from (to / from)^p
 * - `steps`: `steps` equal drops (default 1) at p = 1/steps, 2/steps, ... 1
 *
 * @param epoch The epoch, from 0 to `epochs` - 1.
 * @param epochs Number of epochs. The first epoch is at fraction 0, the last at 1; a single epoch counts as the last.
 * @throws SparsweepError `invalid-option` if an exponential schedule starts at, ends at or crosses zero.
 */
export function valueAt(hyperparameter: Hyperparameter, epoch: number, epochs: number): number {
  if (typeof hyperparameter === 'number') return hyperparameter;
  const progress = progressAt(hyperparameter, epoch, epochs);
  // Return the ends exactly, without rounding errors of the formula.
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
        `an exponential schedule cannot go from ${from} to ${to}: both must be positive or both negative; ` +
          'use a small number instead of zero, or another schedule',
      );
    }
    return from * exp(progress * log(to / from));
  },
  steps: ({ from, to, steps = 1 }, progress) => {
    // At progress k/steps there must be k drops, but k/steps * steps may round to less than k.
    const drops = Math.floor(progress * steps + 1e-9);
    return from + ((to - from) * drops) / steps;
  },
};

/** -1/3!, 1/5!, ... -1/23!. Up to pi / 2 further terms do not change the result. */
const COEFFICIENTS = Array.from({ length: 11 }, (_, index) => (index % 2 === 0 ? -1 : 1) / factorial(2 * index + 3));

/**
 * (1 + cos(pi p)) / 2 for p from 0 to 1, within 2^-52: from 1 down to 0.
 *
 * The result has the same bits on every machine; the last bits of `Math.cos` depend on the implementation.
 * It uses cos(pi p) = sin(pi (1/2 - p)) and the Taylor series of the sine, whose argument is at most pi / 2.
 */
export function halfCosine(p: number): number {
  const angle = Math.PI * (0.5 - p);
  const square = angle * angle;
  const series = COEFFICIENTS.reduceRight((sum, coefficient) => sum * square + coefficient, 0);
  return (1 + (angle + angle * square * series)) / 2;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

import { at } from '../../../plugin/at.ts';
import { log } from '../../../plugin/log.ts';
import { byFirstLoss, type Outcome, reachOf } from '../../sampler.ts';
import type { Space } from '../../space.ts';
import { encode } from './encode.ts';
import { factorOf, fitKernel } from './kernel.ts';
import { type Surface, withPoint } from './posterior.ts';

/** A surface and the outcomes of its points. */
interface Learnt {
  readonly surface: Surface;
  readonly outcomes: readonly Outcome[];
}

/**
 * Gives the surface of a history. At certain lengths the kernel is fitted again and the surface is rebuilt; in between
 * it grows by one point per outcome. The state kept between calls only saves work.
 */
export function learner(space: Space): (history: readonly Outcome[]) => Learnt {
  let fitted = 0;
  let known = 0;
  let learnt: Learnt | undefined;
  return (history) => {
    const length = fittedLength(history.length);
    if (learnt === undefined || length !== fitted) {
      learnt = learnAnew(space, history.slice(0, length));
      fitted = length;
      known = length;
    }
    for (; known < history.length; known++) {
      const outcome = at(history, known);
      learnt = {
        surface: withPoint(learnt.surface, encode(space, outcome.draw)),
        outcomes: [...learnt.outcomes, outcome],
      };
    }
    return learnt;
  };
}

function learnAnew(space: Space, history: readonly Outcome[]): Learnt {
  const encoded = ({ draw }: Outcome): Float64Array => encode(space, draw);
  const fitted = fittedOutcomes(history);
  const kernel = fitKernel(fitted.map(encoded), targetsOf(fitted));
  const outcomes = consideredOutcomes(history);
  const points = outcomes.map(encoded);
  return { surface: { kernel, points, factor: factorOf(kernel, points) }, outcomes };
}

/** Of a longer history only the best and the latest outcomes are used, half of each. */
const MOST_OUTCOMES = 300;
/** The kernel is fitted to at most this many, chosen likewise: the effort grows with the cube. */
const MOST_FITTED = 100;
/** The kernel is fitted again after every outcome up to about this; later less often, but within `LONGEST_PAUSE`. */
const EAGER = 15;
const LONGEST_PAUSE = 25;

/**
 * The length of the history that the kernel is fitted to when `length` outcomes are known, 0 to `length`. Depends only
 * on `length`, so that a restarted sampler fits the same kernel.
 */
export function fittedLength(length: number): number {
  let fitted = 0;
  for (let next = 1; next <= length; next += pauseAfter(next)) fitted = next;
  return fitted;
}

function pauseAfter(length: number): number {
  return Math.min(LONGEST_PAUSE, Math.max(1, Math.floor((length / EAGER) ** 2)));
}

/** The outcomes of a rebuilt surface, in order, at most 300. */
export function consideredOutcomes(history: readonly Outcome[]): readonly Outcome[] {
  return bestAndLatest(history, MOST_OUTCOMES);
}

/** The outcomes that the kernel is fitted to, in order, at most 100. */
function fittedOutcomes(history: readonly Outcome[]): readonly Outcome[] {
  return bestAndLatest(history, MOST_FITTED);
}

function bestAndLatest(history: readonly Outcome[], most: number): readonly Outcome[] {
  if (history.length <= most) return history;
  const latest = history.length - most / 2;
  const earlier = [...history.slice(0, latest).keys()];
  const best = earlier.sort((a, b) => byFirstLoss(at(history, a), at(history, b)) || a - b).slice(0, most / 2);
  return [...best.sort((a, b) => a - b).map((index) => at(history, index)), ...history.slice(latest)];
}

/** Whether an outcome is from a full training. */
export function isFinished(outcome: Outcome): boolean {
  return reachOf(outcome) === Number.POSITIVE_INFINITY;
}

/**
 * The targets of the Gaussian process: losses, standardised to mean 0 and variance 1. Failures and early stops count as
 * the worst finished loss.
 *
 * With the distance from the best to the median as unit, a distance u above 1 becomes 1 + log u. Otherwise a few
 * enormous losses of diverging trainings would make all others look alike.
 *
 * If nothing finished, all targets are 0.
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

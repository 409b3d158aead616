import { at } from '../../../plugin/at.ts';
import { byFirstLoss } from '../../outcomeOrder.ts';
import type { Outcome } from '../../sampler.ts';

/** Of a longer history only the best and the latest outcomes count, half as many of each. */
const MOST_OUTCOMES = 300;
/** The kernel is fitted to no more than this, chosen alike: the effort grows with the cube. */
const MOST_FITTED = 100;
/** The kernel is fitted anew with every outcome up to about this; later ever more seldom, yet within `LONGEST_PAUSE`. */
const EAGER = 15;
const LONGEST_PAUSE = 25;

/**
 * The length of the history that a kernel is fitted to when `length` outcomes are known, 0 to `length`: it depends on
 * nothing else, so that whoever comes later fits the same.
 */
export function fittedLength(length: number): number {
  let fitted = 0;
  for (let next = 1; next <= length; next += pauseAfter(next)) fitted = next;
  return fitted;
}

function pauseAfter(length: number): number {
  return Math.min(LONGEST_PAUSE, Math.max(1, Math.floor((length / EAGER) ** 2)));
}

/** The outcomes that a surface is made of when it is made anew, in their order: no more than 300. */
export function consideredOutcomes(history: readonly Outcome[]): readonly Outcome[] {
  return bestAndLatest(history, MOST_OUTCOMES);
}

/** The outcomes that a kernel is fitted to, in their order: no more than 100. */
export function fittedOutcomes(history: readonly Outcome[]): readonly Outcome[] {
  return bestAndLatest(history, MOST_FITTED);
}

function bestAndLatest(history: readonly Outcome[], most: number): readonly Outcome[] {
  if (history.length <= most) return history;
  const latest = history.length - most / 2;
  const earlier = [...history.slice(0, latest).keys()];
  const best = earlier.sort((a, b) => byFirstLoss(at(history, a), at(history, b)) || a - b).slice(0, most / 2);
  return [...best.sort((a, b) => a - b).map((index) => at(history, index)), ...history.slice(latest)];
}

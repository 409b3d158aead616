import { at } from '../../plugin/at.ts';
import type { Feature } from './feature.ts';

/** The part of one parameter's values that a leaf is about: an interval of quantiles, or some choices. */
export type Side =
  | { readonly type: 'interval'; readonly low: number; readonly high: number }
  | { readonly type: 'choices'; readonly choices: readonly number[] };

/** A part of the search space: a side for each parameter. */
export type Box = readonly Side[];

/** All values of a parameter. */
export function wholeSide(feature: Feature): Side {
  if (feature.type === 'number') return { type: 'interval', low: 0, high: 1 };
  return { type: 'choices', choices: [...feature.shares.keys()] };
}

/** The share of random draws that a side holds. */
export function sideShare(side: Side, feature: Feature): number {
  if (side.type === 'interval') return side.high - side.low;
  return side.choices.reduce((sum, choice) => sum + (feature.type === 'choice' ? at(feature.shares, choice) : 0), 0);
}

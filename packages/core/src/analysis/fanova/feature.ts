import { at } from '../../plugin/at.ts';
import type { JsonObject } from '../../plugin/json.ts';
import { quantileOf } from '../../search/quantile.ts';
import type { Parameter } from '../../search/space.ts';

/** A parameter as input of a regression tree: its value in every configuration, NaN where it does not exist. */
export type Feature =
  | {
      readonly type: 'number';
      /** Quantiles, so that intervals of equal length are equally likely. */
      readonly values: Float64Array;
      /** The configurations in which it exists, by ascending value. */
      readonly order: readonly number[];
    }
  | {
      readonly type: 'choice';
      /** Indices of choices. */
      readonly values: Float64Array;
      /** The probability of each choice; they sum to 1. */
      readonly shares: readonly number[];
    };

/** The feature of a parameter, from the stored parameters of each configuration. */
export function featureOf({ name, domain }: Parameter, rows: readonly JsonObject[]): Feature {
  const stored = rows.map((row) => (Object.hasOwn(row, name) ? row[name] : undefined));
  if (domain.type === 'choice') {
    const { labels, probabilities = labels.map(() => 1 / labels.length) } = domain;
    const values = Float64Array.from(stored, (label) => {
      const choice = label === undefined ? -1 : labels.indexOf(label);
      return choice === -1 ? Number.NaN : choice;
    });
    return { type: 'choice', values, shares: probabilities };
  }
  const values = Float64Array.from(stored, (value) =>
    typeof value === 'number' ? quantileOf(domain, value) : Number.NaN,
  );
  const present = [...values.keys()].filter((row) => !Number.isNaN(at(values, row)));
  return { type: 'number', values, order: present.sort((a, b) => at(values, a) - at(values, b)) };
}

/** The values of one parameter that a leaf covers: an interval of quantiles, or some choices. */
export type Side =
  | { readonly type: 'interval'; readonly low: number; readonly high: number }
  | { readonly type: 'choices'; readonly choices: readonly number[] };

/** A part of the search space: one side per parameter. */
export type Box = readonly Side[];

/** All values of a parameter. */
export function wholeSide(feature: Feature): Side {
  if (feature.type === 'number') return { type: 'interval', low: 0, high: 1 };
  return { type: 'choices', choices: [...feature.shares.keys()] };
}

/** The probability that a random draw is in a side. */
export function sideShare(side: Side, feature: Feature): number {
  if (side.type === 'interval') return side.high - side.low;
  return side.choices.reduce((sum, choice) => sum + (feature.type === 'choice' ? at(feature.shares, choice) : 0), 0);
}

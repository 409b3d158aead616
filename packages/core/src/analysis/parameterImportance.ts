import { at } from '../plugin/at.ts';
import type { JsonValue } from '../plugin/json.ts';
import type { RandomStreams } from '../plugin/random.ts';
import type { Space } from '../search/space.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { achieved } from './achieved.ts';
import { fanova } from './fanova.ts';

/** The importance of a parameter for a metric, by two measures from 0 to 1. */
export interface ParameterImportance {
  readonly parameter: string;
  /** The share of the metric's variance over the search space due to this parameter alone; see `fanova`. */
  readonly variance: number | null;
  /**
   * How well the parameter orders the configurations that have it: the absolute value of Spearman's rank correlation,
   * or for choices that are not numbers the correlation ratio of ranks.
   */
  readonly rank: number | null;
}

/** The importance of each parameter of a space for a metric; null if the configurations do not determine it. */
export function parameterImportance(
  space: Space,
  rows: readonly ConfigurationRow[],
  objective: Objective,
  random: RandomStreams,
): readonly ParameterImportance[] {
  const known = rows.flatMap((row) => {
    const { mean } = achieved(row, objective);
    return mean === null ? [] : [{ parameters: row.parameters, mean }];
  });
  const parameters = known.map((row) => row.parameters);
  const means = known.map(({ mean }) => mean);
  const variances = fanova(space, parameters, means, random(`importance ${objective.name}`));
  return space.parameters.map((parameter, i) => ({
    parameter: parameter.name,
    variance: at(variances, i),
    rank: rankImportance(
      parameters.map((row) => (Object.hasOwn(row, parameter.name) ? row[parameter.name] : undefined)),
      means,
    ),
  }));
}

function rankImportance(values: readonly (JsonValue | undefined)[], means: readonly number[]): number | null {
  const present = values.flatMap((value, i) => (value === undefined ? [] : [{ value, mean: at(means, i) }]));
  const ys = present.map(({ mean }) => mean);
  const numbers = present.map(({ value }) => value).filter((value) => typeof value === 'number');
  if (numbers.length === present.length) return rankCorrelation(numbers, ys);
  const labels = present.map(({ value }) => JSON.stringify(value));
  return rankCorrelationRatio(
    labels.map((label) => labels.indexOf(label)),
    ys,
  );
}

/** Fewer pairs are associated by chance. */
const FEWEST = 5;

/**
 * The absolute value of Spearman's rank correlation (1904) of two lists of numbers, from 0 to 1. Null for fewer than
 * five pairs, or if a list is constant.
 */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number | null {
  if (xs.length < FEWEST) return null;
  const [a, b] = [centred(ranks(xs)), centred(ranks(ys))];
  const scale = Math.sqrt(sumOfProducts(a, a) * sumOfProducts(b, b));
  return scale === 0 ? null : Math.min(1, Math.abs(sumOfProducts(a, b)) / scale);
}

/**
 * The correlation ratio eta of Pearson (1905) of the ranks of numbers in groups: the square root of the share of the
 * ranks' variance between groups. Eta squared is H / (n - 1) of Kruskal & Wallis (1952). From 0 to 1; null for fewer
 * than five numbers, if all numbers are equal, or if every group has one number.
 */
export function rankCorrelationRatio(groups: readonly number[], ys: readonly number[]): number | null {
  if (groups.length < FEWEST) return null;
  const deviations = centred(ranks(ys));
  const members = Map.groupBy(deviations.keys(), (index) => at(groups, index));
  const total = sumOfProducts(deviations, deviations);
  if (total === 0 || members.size === groups.length) return null;
  let between = 0;
  for (const indices of members.values()) {
    const sum = indices.reduce((partial, index) => partial + at(deviations, index), 0);
    between += (sum * sum) / indices.length;
  }
  return Math.min(1, Math.sqrt(between / total));
}

/** The rank of each number, from 1; equal numbers share the mean of their ranks. */
function ranks(values: readonly number[]): readonly number[] {
  const order = [...values.keys()].sort((a, b) => at(values, a) - at(values, b));
  const result = values.map(() => 0);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && at(values, at(order, end)) === at(values, at(order, start))) end++;
    for (const index of order.slice(start, end)) result[index] = (start + 1 + end) / 2;
  }
  return result;
}

function centred(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function sumOfProducts(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * at(b, i), 0);
}

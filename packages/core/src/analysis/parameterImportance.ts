import { at } from '../plugin/at.ts';
import type { JsonValue } from '../plugin/json.ts';
import type { RandomStreams } from '../plugin/random.ts';
import type { Space } from '../search/space.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { achieved } from './achieved.ts';
import { fanova } from './fanova.ts';
import { rankCorrelation, rankCorrelationRatio } from './rankAssociation.ts';

/** How much a metric depends on a parameter, by two measures from 0 to 1. */
export interface ParameterImportance {
  readonly parameter: string;
  /** The share of the metric's variance over the search space that the parameter makes alone; see `fanova`. */
  readonly variance: number | null;
  /**
   * How well the parameter orders the configurations: Spearman's rank correlation without its sign; for choices that
   * are not numbers the correlation ratio of ranks. Only over configurations that have the parameter.
   */
  readonly rank: number | null;
}

/** How much a metric depends on each parameter of a space; null where the configurations do not tell. */
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

import { type JsonObject, visibleText } from '@sparsweep/core/plugin';
import { NO_SPREAD } from '../numbers.ts';
import type { ConfigurationRow, ReportData, ResultRow } from '../reportData.ts';
import { parameterNames } from '../tables/resultsTable.ts';
import { formatValue } from '../tables/table.ts';
import { curvesOf } from './curves.ts';
import { layerSparsity } from './layers.ts';
import { chooseOutcomeMetric, outcomeOfConfiguration, outcomeOfTrial, rank } from './outcomeMetric.ts';
import {
  type OutcomeMetric,
  type PageConfiguration,
  type PageModel,
  type PageTrial,
  spacedIndices,
  type TradeOff,
} from './pageModel.ts';
import { tradeOffs } from './tradeOff.ts';
import { heatMapsOf } from './weights.ts';

/** The number of colours that are easy to tell apart. */
export const MOST_SELECTED = 8;

/** With more configurations than colours, this many are coloured initially. */
const FIRST_SELECTED = 6;

/** Everything the charts draw, computed from the rows of the store. */
export function buildModel(data: ReportData): PageModel {
  const outcome = chooseOutcomeMetric(data.results);
  const configurations = pageConfigurations(data, outcome);
  const trials = pageTrials(data.results, configurations, outcome);
  const fronts = tradeOffs(data.configurations, configurations, outcome);
  return {
    configurations,
    trials,
    selected: initialSelection(configurations, outcome, fronts),
    outcome,
    tradeOffs: fronts,
    layers: layerSparsity(data.layers, configurations, trials),
    curves: curvesOf(data.history, data.results),
    heatMaps: heatMapsOf(data.weights, data.results),
  };
}

/** Every configuration that has a trial, by number, with the means of its finished replicates. */
function pageConfigurations(data: ReportData, outcome: OutcomeMetric | null): readonly PageConfiguration[] {
  const measured = new Map(data.configurations.map((row) => [row.configurationIndex, row]));
  const first = new Map<number, ResultRow>();
  for (const row of data.results) if (!first.has(row.configurationIndex)) first.set(row.configurationIndex, row);
  const rows = [...first.values()].sort((a, b) => a.configurationIndex - b.configurationIndex);
  const labels = configurationLabels(rows.map((row) => row.parameters));
  return rows.map(({ configurationIndex }, index) => {
    const label = labels[index] ?? '';
    return { number: configurationIndex, label, ...spreads(measured.get(configurationIndex), outcome) };
  });
}

function spreads(row: ConfigurationRow | undefined, outcome: OutcomeMetric | null) {
  return {
    outcome: row && outcome ? outcomeOfConfiguration(outcome, row) : NO_SPREAD,
    zeroWeights: row?.zeroWeights ?? NO_SPREAD,
    zeroActivations: row?.zeroActivations ?? NO_SPREAD,
  };
}

/** Every trial in the order of the results, with the index of its configuration. */
function pageTrials(
  results: readonly ResultRow[],
  configurations: readonly PageConfiguration[],
  outcome: OutcomeMetric | null,
): readonly PageTrial[] {
  const indexOf = new Map(configurations.map(({ number }, index) => [number, index]));
  return results.map((row) => ({
    number: row.number,
    configuration: indexOf.get(row.configurationIndex) ?? 0,
    finished: row.status === 'finished',
    outcome: outcome && outcomeOfTrial(outcome, row),
    zeroWeights: row.zeroWeights,
    zeroActivations: row.zeroActivations,
  }));
}

/**
 * Labels that distinguish the configurations: `strength 0.01, units 64`. A label leaves out parameters that are equal
 * in all configurations, and those that the branch of its configuration does not have.
 */
export function configurationLabels(parameters: readonly JsonObject[]): readonly string[] {
  const names = parameterNames(parameters.map((values) => ({ parameters: values })));
  const differing = names.filter((name) => new Set(parameters.map((values) => JSON.stringify(values[name]))).size > 1);
  return parameters.map((values) =>
    differing
      .filter((name) => Object.hasOwn(values, name))
      .map((name) => visibleText(`${name} ${formatValue(values[name])}`))
      .join(', '),
  );
}

/**
 * The configurations that the charts colour initially, by ascending index: all of them if there are enough colours;
 * otherwise some from along the Pareto fronts, from the most accurate to the sparsest, then the best of the rest.
 */
export function initialSelection(
  configurations: readonly PageConfiguration[],
  outcome: OutcomeMetric | null,
  fronts: readonly TradeOff[],
): readonly number[] {
  const indices = configurations.map((_, index) => index);
  if (indices.length <= MOST_SELECTED) return indices;
  const rankOf = (index: number) => rank(outcome, configurations[index]?.outcome.mean ?? null);
  const byQuality = indices.toSorted((a, b) => rankOf(b) - rankOf(a) || a - b);
  const onFront = new Set(fronts.flatMap(({ front }) => front));
  const front = byQuality.filter((index) => onFront.has(index));
  const alongFront = spacedIndices(front.length, FIRST_SELECTED).flatMap((position) => front[position] ?? []);
  const rest = byQuality.filter((index) => !onFront.has(index));
  return [...alongFront, ...rest].slice(0, FIRST_SELECTED).sort((a, b) => a - b);
}

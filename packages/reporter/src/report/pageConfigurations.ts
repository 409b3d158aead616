import { NO_SPREAD } from '../page/spread.js';
import type { ConfigurationRow, ReportData, ResultRow } from '../reportData.ts';
import { configurationLabels } from './configurationLabels.ts';
import { outcomeOfConfiguration, outcomeOfTrial } from './outcome.ts';
import type { Outcome, PageConfiguration, PageTrial } from './pageModel.ts';

/** Every configuration that has a trial, by number, with what its finished replicates reached. */
export function pageConfigurations(data: ReportData, outcome: Outcome | null): readonly PageConfiguration[] {
  const measured = new Map(data.configurations.map((row) => [row.configurationIndex, row]));
  const first = new Map<number, ResultRow>();
  for (const row of data.results) if (!first.has(row.configurationIndex)) first.set(row.configurationIndex, row);
  const rows = [...first.values()].sort((a, b) => a.configurationIndex - b.configurationIndex);
  const labels = configurationLabels(rows.map((row) => row.parameters));
  return rows.map(({ configurationIndex: configuration }, index) => {
    const label = labels[index] ?? '';
    return { number: configuration, label, ...spreads(measured.get(configuration), outcome) };
  });
}

function spreads(row: ConfigurationRow | undefined, outcome: Outcome | null) {
  return {
    outcome: row && outcome ? outcomeOfConfiguration(outcome, row) : NO_SPREAD,
    zeroWeights: row?.zeroWeights ?? NO_SPREAD,
    zeroActivations: row?.zeroActivations ?? NO_SPREAD,
  };
}

/** Every trial in the order of the results, pointing at its configuration by index. */
export function pageTrials(
  results: readonly ResultRow[],
  configurations: readonly PageConfiguration[],
  outcome: Outcome | null,
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

import { achieved, isFraction, type Objective, type SweepAnalysis, type TrajectoryPoint } from '@sparsweep/core';
import {
  type Column,
  cellText,
  parameterCells,
  parameterColumns,
  parameterNames,
  type Table,
} from '@sparsweep/reporter';
import { counted } from './describe.ts';
import { printLine, printTable } from './print.ts';

/** At most this many steps of the progress of a search are shown. */
const MOST_STEPS = 8;

/** A heading for the best configurations. */
export function describeBest({ metrics, best, measured }: SweepAnalysis): string {
  const names = metrics.map(({ name, goal }) => `${name} (${goal})`);
  const what = names.length === 1 ? 'best by' : 'Pareto front of';
  return `${what} ${names.join(', ')}: ${best.length} of ${counted(measured, 'configuration')}`;
}

/** A row for each of the best configurations: its parameters and its metrics. */
export function bestTable({ metrics, best }: SweepAnalysis): Table {
  const names = parameterNames(best);
  const achievements = metrics.map(
    (metric): Column => ({ name: metric.name, kind: isFraction(metric) ? 'fractionSpread' : 'numberSpread' }),
  );
  const taken = new Set(['configuration', ...metrics.map(({ name }) => name)]);
  return {
    columns: [{ name: 'configuration', kind: 'integer' }, ...parameterColumns(names, taken), ...achievements],
    rows: best.map((row) => [
      row.configurationIndex,
      ...parameterCells(names, row.parameters),
      ...metrics.map((metric) => achieved(row, metric)),
    ]),
  };
}

/** How the search progressed: the configurations that were better than all before them, or the hypervolume. */
export function describeProgress({ metrics, hypervolume, trajectory }: SweepAnalysis): readonly string[] {
  const [metric] = metrics;
  if (metric === undefined || trajectory.length === 0) return [];
  if (hypervolume === undefined)
    return [`best so far  ${describeSteps(trajectory, (value) => valueText(metric, value))}`];
  const corner = metrics.map((each, i) => `${each.name} ${valueText(each, hypervolume.reference[i] ?? null)}`);
  return [
    `hypervolume  ${cellText('number', hypervolume.value)}, from the reference point ${corner.join(', ')}`,
    `so far       ${describeSteps(trajectory, (value) => cellText('number', value))}`,
  ];
}

/** Explains the numbers of `importanceTable`. */
const IMPORTANCE =
  'importance: the share of the variance explained by each parameter alone (fANOVA), and its rank correlation';

/** A row for each parameter, most important first: two measures of how much each metric depends on it. */
export function importanceTable({ metrics, importance }: SweepAnalysis): Table {
  const [first = []] = importance;
  const order = [...first.keys()].sort((a, b) => (first[b]?.variance ?? 0) - (first[a]?.variance ?? 0));
  return {
    columns: [
      { name: 'parameter', kind: 'text' },
      ...metrics.flatMap(({ name }): readonly Column[] => [
        { name, kind: 'fraction' },
        { name: `${name} rank`, title: 'rank', kind: 'text' },
      ]),
    ],
    rows: order.map((index) => [
      first[index]?.parameter,
      ...importance.flatMap((parameters) => [parameters[index]?.variance, parameters[index]?.rank?.toFixed(2)]),
    ]),
  };
}

function valueText(metric: Objective, value: number | null): string {
  return cellText(isFraction(metric) ? 'fraction' : 'number', value);
}

/** The steps whose text differs from the previous one, thinned out evenly; the first and the last are kept. */
function describeSteps(trajectory: readonly TrajectoryPoint[], text: (value: number) => string): string {
  const values = trajectory.map(({ configuration, best }) => ({ configuration, value: text(best) }));
  const steps = values.filter(({ value }, i) => value !== values[i - 1]?.value);
  const apart = Math.max(1, (steps.length - 1) / (MOST_STEPS - 1));
  const shown = steps.filter((_, i) => Math.round(Math.round(i / apart) * apart) === i);
  return shown
    .map(({ configuration, value }, i) => `${value} (${i === 0 ? 'configuration ' : ''}${configuration})`)
    .join(', ');
}

/** At most this many of the best configurations are shown. */
const MOST_ROWS = 12;

/** Prints the best configurations, the progress of the search, and the importance of parameters. */
export function printAnalysis(analysis: SweepAnalysis): void {
  if (analysis.best.length === 0) return;
  const { columns, rows } = bestTable(analysis);
  printLine(`\n${describeBest(analysis)}`);
  printTable({ columns, rows: rows.slice(0, MOST_ROWS) }, 'table');
  if (rows.length > MOST_ROWS) printLine(`and ${rows.length - MOST_ROWS} more`);
  for (const line of describeProgress(analysis)) printLine(line);
  if (analysis.importance.length > 0) {
    printLine(`\n${IMPORTANCE}`);
    printTable(importanceTable(analysis), 'table');
  }
}

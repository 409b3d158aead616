import type { JsonObject } from '@sparsweep/core/plugin';
import type { ConfigurationRow, QueryResult, ResultRow } from '../reportData.ts';
import { type Cell, type Column, type Table, withoutEmptyColumns } from './table.ts';

const TRIAL: readonly Column[] = [{ name: 'trial', kind: 'integer' }];
const TRIAL_RESULTS: readonly Column[] = [
  { name: 'status', kind: 'text' },
  { name: 'epochs', kind: 'integer' },
  { name: 'train_loss', title: 'train loss', kind: 'number' },
  { name: 'train_accuracy', title: 'train accuracy', kind: 'fraction' },
  { name: 'validation_loss', title: 'validation loss', kind: 'number' },
  { name: 'validation_accuracy', title: 'validation accuracy', kind: 'fraction' },
  { name: 'test_loss', title: 'test loss', kind: 'number' },
  { name: 'test_accuracy', title: 'test accuracy', kind: 'fraction' },
  { name: 'zero_weights', title: 'zero weights', kind: 'fraction' },
  { name: 'zero_activations', title: 'zero activations', kind: 'fraction' },
  { name: 'seconds', kind: 'seconds' },
];

/**
 * A row for each trial: its number, its parameters, its status and its results. Results that no trial has are left out.
 * A parameter that the branch of a trial does not have is empty.
 */
export function resultsTable(results: readonly ResultRow[]): Table {
  const names = parameterNames(results);
  const rows = results.map((row) => [
    row.number,
    ...parameterCells(names, row.parameters),
    row.status,
    row.epochs,
    row.trainLoss,
    row.trainAccuracy,
    row.validationLoss,
    row.validationAccuracy,
    row.testLoss,
    row.testAccuracy,
    row.zeroWeights,
    row.zeroActivations,
    row.seconds,
  ]);
  return tableOf(TRIAL, names, TRIAL_RESULTS, rows);
}

const CONFIGURATION: readonly Column[] = [{ name: 'configuration', kind: 'integer' }];
const CONFIGURATION_RESULTS: readonly Column[] = [
  { name: 'n', kind: 'integer' },
  { name: 'validation_accuracy', title: 'validation accuracy', kind: 'fractionSpread' },
  { name: 'test_accuracy', title: 'test accuracy', kind: 'fractionSpread' },
  { name: 'train_accuracy', title: 'train accuracy', kind: 'fractionSpread' },
  { name: 'zero_weights', title: 'zero weights', kind: 'fractionSpread' },
  { name: 'zero_activations', title: 'zero activations', kind: 'fractionSpread' },
  { name: 'validation_loss', title: 'validation loss', kind: 'numberSpread' },
  { name: 'test_loss', title: 'test loss', kind: 'numberSpread' },
  { name: 'train_loss', title: 'train loss', kind: 'numberSpread' },
];

/**
 * A row for each configuration: its number, its parameters, the number of finished replicates (`n`), and mean and
 * standard deviation of their results. Results that no configuration has are left out.
 */
export function configurationsTable(configurations: readonly ConfigurationRow[]): Table {
  const names = parameterNames(configurations);
  const rows = configurations.map((row) => [
    row.configurationIndex,
    ...parameterCells(names, row.parameters),
    finishedReplicates(row),
    row.validationAccuracy,
    row.testAccuracy,
    row.trainAccuracy,
    row.zeroWeights,
    row.zeroActivations,
    row.validationLoss,
    row.testLoss,
    row.trainLoss,
  ]);
  return tableOf(CONFIGURATION, names, CONFIGURATION_RESULTS, rows);
}

/** The largest count, since a replicate need not have every result. */
function finishedReplicates(row: ConfigurationRow): number {
  const { trainLoss, validationLoss, testLoss, zeroWeights, zeroActivations } = row;
  return Math.max(trainLoss.n, validationLoss.n, testLoss.n, zeroWeights.n, zeroActivations.n);
}

/** Rows of an identifier, parameters and results. Results but the first are left out if no row has a value. */
function tableOf(
  identifier: readonly Column[],
  parameters: readonly string[],
  results: readonly Column[],
  rows: Table['rows'],
): Table {
  const taken = new Set([...identifier, ...results].map(({ name }) => name));
  const columns = [...identifier, ...parameterColumns(parameters, taken), ...results];
  const [, ...optional] = results.map(({ name }) => name);
  return withoutEmptyColumns({ columns, rows }, new Set(optional));
}

/** The names of the parameters of all rows, in the order of their first occurrence. */
export function parameterNames(rows: readonly { readonly parameters: JsonObject }[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row.parameters)))];
}

/**
 * A column for each parameter. A parameter with the name of another column (in `taken`) is named `parameters.NAME`, so
 * that keys in JSON are unique.
 */
export function parameterColumns(names: readonly string[], taken: ReadonlySet<string>): readonly Column[] {
  return names.map((name) => ({ name: taken.has(name) ? `parameters.${name}` : name, kind: 'value' }));
}

/** The values of the parameters; undefined for parameters that the row does not have. */
export function parameterCells(names: readonly string[], parameters: JsonObject): readonly Cell[] {
  return names.map((name) => (Object.hasOwn(parameters, name) ? parameters[name] : undefined));
}

/** The answer to a query. A repeated column name gets a number: `n`, `n_2`. */
export function queryTable(result: QueryResult): Table {
  const seen = new Map<string, number>();
  const columns = result.columns.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name}_${count}`, kind: 'value' } as const;
  });
  return { columns, rows: result.rows };
}

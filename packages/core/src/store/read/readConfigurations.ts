import type { Database } from 'better-sqlite3';
import type { ConfigurationsView, Score } from '../schema/tables.ts';
import { parseObject, queries, rowsOf } from './queries.ts';
import type { ConfigurationRow, Spread } from './rows.ts';

/** The view `configurations` of a sweep, by configuration. */
export function readConfigurations(database: Database, sweepId: number): ConfigurationRow[] {
  const query = queries
    .selectFrom('configurations')
    .selectAll()
    .where('sweep_id', '=', sweepId)
    .orderBy('configuration');
  return rowsOf(database, query).map((row) => ({
    configurationIndex: row.configuration,
    parameters: parseObject(row.parameters),
    trainAccuracy: spreadOf(row, 'train_accuracy'),
    validationAccuracy: spreadOf(row, 'validation_accuracy'),
    testAccuracy: spreadOf(row, 'test_accuracy'),
    trainLoss: spreadOf(row, 'train_loss'),
    validationLoss: spreadOf(row, 'validation_loss'),
    testLoss: spreadOf(row, 'test_loss'),
    zeroWeights: spreadOf(row, 'zero_weights'),
    zeroActivations: spreadOf(row, 'zero_activations'),
  }));
}

function spreadOf(row: ConfigurationsView, score: Score): Spread {
  return { mean: row[`${score}_mean`], sd: row[`${score}_sd`], n: row[`${score}_n`] };
}

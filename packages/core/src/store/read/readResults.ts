import type { Database } from 'better-sqlite3';
import { type RawBuilder, sql } from 'kysely';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import { explainStoreError } from '../open/storeErrors.ts';
import type { ConfigurationsView, ResultsView, Score } from '../schema/tables.ts';
import { parseObject, queries, rowsOf } from './queries.ts';
import type { ConfigurationRow, ResultRow, Spread } from './rows.ts';

/** Filter, order and limit of results. */
export interface ResultsOptions {
  /** An SQL condition over the columns of `results` and the names of parameters, such as `strength < 0.01`. */
  readonly where?: string;
  /** SQL terms to sort by, such as `validation_accuracy DESC`; ties are sorted by trial number. */
  readonly orderBy?: string;
  /** Maximum number of rows; an integer from 0. */
  readonly limit?: number;
}

/** The view `results` of a sweep. */
export function readResults(database: Database, sweepId: number, options: ResultsOptions): ResultRow[] {
  const { where, orderBy, limit } = options;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0)) {
    throw new SparsweepError('invalid-option', `the limit ${limit} is not an integer from 0`);
  }
  const source = resultsWithParameters(sweepId, parametersFor(database, sweepId, options));
  const condition = where === undefined ? [] : [`the condition "${where}"`];
  const order = orderBy === undefined ? [] : [`the order "${orderBy}"`];
  const run = (tried: readonly string[], query: ReturnType<typeof select>) =>
    explaining(database, sweepId, tried, () => rowsOf(database, query));
  // Each fragment is tried by itself first, so that an error names the invalid one.
  if (where !== undefined) run(condition, select(source, { where, limit: 0 }));
  if (orderBy !== undefined) run(order, select(source, { orderBy, limit: 0 }));
  const rows = run([...condition, ...order], select(source, options));
  return rows.map((row) => ({ ...row, parameters: parseObject(row.parameters) }));
}

/**
 * The parameter names that the condition and the order need. Finding the names of all trials takes as long as sorting the trials, so
 * the first trial is tried before. More names would not change the meaning, because none hides another.
 */
function parametersFor(database: Database, sweepId: number, options: ResultsOptions): readonly string[] {
  if (areEnough(database, [], options)) return [];
  const ofFirstTrial = parameterNames(database, sweepId, 1);
  return areEnough(database, ofFirstTrial, options) ? ofFirstTrial : parameterNames(database, sweepId);
}

/** Whether the condition and the order are valid with the columns of `results` and these parameters. */
function areEnough(database: Database, parameters: readonly string[], options: ResultsOptions): boolean {
  const { where = '1', orderBy = '1' } = options;
  // The query of `select` cannot tell: in it a missing parameter could refer to a column of its result.
  const query = sql`SELECT 1 FROM ${resultsWithParameters(0, parameters)} AS results
    WHERE (${sql.raw(where)}\n) ORDER BY ${sql.raw(orderBy)}\n`;
  try {
    database.prepare(query.compile(queries).sql);
    return true;
  } catch {
    return false;
  }
}

/**
 * The parameter names of a sweep, without names that a column of `results` or an earlier parameter hides.
 *
 * @param trials how many of the first trials to look at; -1 for all.
 */
function parameterNames(database: Database, sweepId: number, trials = -1): string[] {
  const rows = database
    .prepare<[number, number], { name: string }>(
      `SELECT DISTINCT key AS name
       FROM (SELECT parameters FROM trials WHERE sweep_id = ? ORDER BY number LIMIT ?) AS first, json_each(first.parameters)`,
    )
    .all(sweepId, trials);
  // SQL names are case-insensitive.
  const taken = new Set(resultColumns(database));
  return rows.map((row) => row.name).filter((name) => !taken.has(name.toLowerCase()) && taken.add(name.toLowerCase()));
}

function resultColumns(database: Database): string[] {
  return database
    .prepare('SELECT * FROM results')
    .columns()
    .map((column) => column.name);
}

/** The results of one sweep, with an additional column for each parameter. A condition over it cannot reach other sweeps. */
function resultsWithParameters(sweepId: number, parameters: readonly string[]): RawBuilder<ResultsView> {
  const columns = parameters.map((name) => sql`parameters ->> ${sql.lit(name)} AS ${sql.id(name)}`);
  return sql<ResultsView>`(SELECT ${sql.join([sql`*`, ...columns])} FROM results WHERE sweep_id = ${sweepId})`;
}

function select(source: RawBuilder<ResultsView>, { where, orderBy, limit }: ResultsOptions) {
  let query = queries
    .selectFrom(source.as('results'))
    .select([
      'trial_id as trialId',
      'number',
      'configuration as configurationIndex',
      'replicate',
      'status',
      'parameters',
      'epochs',
    ])
    .select(['seconds', 'train_loss as trainLoss', 'train_accuracy as trainAccuracy'])
    .select(['validation_loss as validationLoss', 'validation_accuracy as validationAccuracy'])
    .select(['test_loss as testLoss', 'test_accuracy as testAccuracy'])
    .select([
      'zero_weights as zeroWeights',
      'zero_activations as zeroActivations',
      'error',
      'stop_reason as stopReason',
    ]);
  // The line breaks end a comment at the end of a fragment.
  if (where !== undefined) query = query.where(sql<boolean>`(${sql.raw(where)}\n)`);
  if (orderBy !== undefined) query = query.orderBy(sql`${sql.raw(orderBy)}\n`);
  query = query.orderBy('number');
  return limit === undefined ? query : query.limit(limit);
}

function explaining<Rows>(database: Database, sweepId: number, fragments: readonly string[], read: () => Rows): Rows {
  try {
    return read();
  } catch (thrown) {
    // A damaged or locked file is not the fault of the condition.
    if (fragments.length === 0 || explainStoreError(database.name, thrown) !== thrown) throw thrown;
    const parameters = parameterNames(database, sweepId);
    const reachable = parameters.length === 0 ? '' : `; parameters: ${parameters.join(', ')}`;
    throw new SparsweepError(
      'invalid-option',
      `${fragments.join(' or ')} cannot be used: ${messageOf(thrown)}. Columns: ${resultColumns(database).join(', ')}` +
        `${reachable}. Text goes in single quotes: status = 'finished'`,
      { cause: thrown },
    );
  }
}

/** The view `configurations` of a sweep, ordered by configuration. */
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

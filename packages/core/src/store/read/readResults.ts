import type { Database } from 'better-sqlite3';
import { type RawBuilder, sql } from 'kysely';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import { explainStoreError } from '../open/storeErrors.ts';
import type { ResultsView } from '../schema/tables.ts';
import { parseObject, queries, rowsOf } from './queries.ts';
import type { ResultRow } from './rows.ts';

/** Which results to read, in which order. */
export interface ResultsOptions {
  /** An SQL condition over the columns of `results` and the names of parameters, such as `strength < 0.01`. */
  readonly where?: string;
  /** SQL terms to sort by, such as `validation_accuracy DESC`; trials that tie keep the order of their numbers. */
  readonly orderBy?: string;
  /** How many rows at most; an integer from 0. */
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
  // Each fragment is tried by itself first, so that an error names the one at fault.
  if (where !== undefined) run(condition, select(source, { where, limit: 0 }));
  if (orderBy !== undefined) run(order, select(source, { orderBy, limit: 0 }));
  const rows = run([...condition, ...order], select(source, options));
  return rows.map((row) => ({ ...row, parameters: parseObject(row.parameters) }));
}

/**
 * Names of parameters, enough of them for the condition and the order: to find those of all trials takes as long as to
 * sort the trials. More names would change no meaning, for none of them hides another.
 */
function parametersFor(database: Database, sweepId: number, options: ResultsOptions): readonly string[] {
  if (areEnough(database, [], options)) return [];
  const ofFirstTrial = parameterNames(database, sweepId, 1);
  return areEnough(database, ofFirstTrial, options) ? ofFirstTrial : parameterNames(database, sweepId);
}

/** Whether the condition and the order name nothing but columns of `results` and these parameters. */
function areEnough(database: Database, parameters: readonly string[], options: ResultsOptions): boolean {
  const { where = '1', orderBy = '1' } = options;
  // Not by the query itself: SQLite would take a parameter that is missing for a column of the answer of its name.
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
 * The names of a sweep's parameters, without those that a column of `results` or another parameter hides.
 *
 * @param trials at how many trials it looks, the first ones; at all unless given.
 */
function parameterNames(database: Database, sweepId: number, trials = -1): string[] {
  const rows = database
    .prepare<[number, number], { name: string }>(
      `SELECT DISTINCT key AS name
       FROM (SELECT parameters FROM trials WHERE sweep_id = ? ORDER BY number LIMIT ?) AS first, json_each(first.parameters)`,
    )
    .all(sweepId, trials);
  // SQL takes no notice of case in names.
  const taken = new Set(resultColumns(database));
  return rows.map((row) => row.name).filter((name) => !taken.has(name.toLowerCase()) && taken.add(name.toLowerCase()));
}

function resultColumns(database: Database): string[] {
  return database
    .prepare('SELECT * FROM results')
    .columns()
    .map((column) => column.name);
}

/** The results of one sweep, with a column more for each parameter. A condition over it cannot reach other sweeps. */
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
  // The line breaks end a comment that the fragment may end with.
  if (where !== undefined) query = query.where(sql<boolean>`(${sql.raw(where)}\n)`);
  if (orderBy !== undefined) query = query.orderBy(sql`${sql.raw(orderBy)}\n`);
  query = query.orderBy('number');
  return limit === undefined ? query : query.limit(limit);
}

function explaining<Rows>(database: Database, sweepId: number, fragments: readonly string[], read: () => Rows): Rows {
  try {
    return read();
  } catch (thrown) {
    // A file that is damaged or locked is no fault of the condition.
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

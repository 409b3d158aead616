import type { Database } from 'better-sqlite3';
import { type RawBuilder, sql } from 'kysely';
import { messageOf, SparsweepError } from '../plugin/errors.ts';
import { parseObject } from './parseObject.ts';
import { queries, rowsOf } from './queries.ts';
import type { ResultRow } from './rows.ts';
import type { ResultsView } from './schema.ts';

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
  const parameters = where === undefined && orderBy === undefined ? [] : parameterNames(database, sweepId);
  const source = resultsWithParameters(sweepId, parameters);
  const condition = where === undefined ? [] : [`the condition "${where}"`];
  const order = orderBy === undefined ? [] : [`the order "${orderBy}"`];
  const run = (tried: readonly string[], query: ReturnType<typeof select>) =>
    explaining(database, parameters, tried, () => rowsOf(database, query));
  // Each fragment is tried by itself first, so that an error names the one at fault.
  if (where !== undefined) run(condition, select(source, { where, limit: 0 }));
  if (orderBy !== undefined) run(order, select(source, { orderBy, limit: 0 }));
  const rows = run([...condition, ...order], select(source, options));
  return rows.map((row) => ({ ...row, parameters: parseObject(row.parameters) }));
}

/** The names of a sweep's parameters, without those that a column of `results` or another parameter hides. */
function parameterNames(database: Database, sweepId: number): string[] {
  const rows = database
    .prepare<[number], { name: string }>(
      'SELECT DISTINCT key AS name FROM trials, json_each(trials.parameters) WHERE sweep_id = ?',
    )
    .all(sweepId);
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
    .select(['trial_id as trialId', 'number', 'configuration', 'replicate', 'status', 'parameters', 'epochs'])
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

function explaining<Rows>(
  database: Database,
  parameters: readonly string[],
  fragments: readonly string[],
  read: () => Rows,
): Rows {
  try {
    return read();
  } catch (thrown) {
    if (fragments.length === 0) throw thrown;
    const reachable = parameters.length === 0 ? '' : `; parameters: ${parameters.join(', ')}`;
    throw new SparsweepError(
      'invalid-option',
      `${fragments.join(' or ')} cannot be used: ${messageOf(thrown)}. Columns: ${resultColumns(database).join(', ')}` +
        `${reachable}. Text goes in single quotes: status = 'finished'`,
      { cause: thrown },
    );
  }
}

import type { Database } from 'better-sqlite3';
import { closest } from 'fastest-levenshtein';
import { SparsweepError } from '../../plugin/errors.ts';
import { parseObject, queries, rowsOf } from './queries.ts';
import type { SweepRow, TrialCounts } from './rows.ts';

/** How many sweeps an error lists, the newest ones. */
const LISTED = 10;

/** All sweeps, the newest last. */
export function readSweeps(database: Database): SweepRow[] {
  return rowsOf(database, selectSweeps().orderBy('id')).map(toSweepRow);
}

/** The sweep with that id, or else the newest with that name; without a selector the newest of all. */
export function findSweep(database: Database, selector: string | undefined): SweepRow {
  if (selector === undefined) return newestSweep(database);
  const id = /^\d+$/.test(selector) ? Number(selector) : -1;
  const byId = rowsOf(database, selectSweeps().where('id', '=', id));
  const byName = rowsOf(database, selectSweeps().where('name', '=', selector).orderBy('id', 'desc').limit(1));
  const found = byId[0] ?? byName[0];
  if (found === undefined) throw unknownSweep(database, selector);
  return toSweepRow(found);
}

function newestSweep(database: Database): SweepRow {
  const [newest] = rowsOf(database, selectSweeps().orderBy('id', 'desc').limit(1));
  if (newest === undefined) throw unknownSweep(database, '');
  return toSweepRow(newest);
}

/** The number of trials of a sweep by status. */
export function readProgress(database: Database, sweepId: number): TrialCounts {
  const counts = { pending: 0, running: 0, finished: 0, stopped: 0, diverged: 0, failed: 0 };
  const rows = rowsOf(
    database,
    queries
      .selectFrom('trials')
      .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
      .where('sweep_id', '=', sweepId)
      .groupBy('status'),
  );
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}

function selectSweeps() {
  return queries
    .selectFrom('sweeps')
    .select([
      'id',
      'name',
      'spec_yaml as specYaml',
      'spec_hash as specHash',
      'status',
      'environment',
      'created_at as createdAt',
      'finished_at as finishedAt',
    ]);
}

function toSweepRow(row: Omit<SweepRow, 'environment'> & { readonly environment: string }): SweepRow {
  return { ...row, environment: parseObject(row.environment) };
}

function unknownSweep(database: Database, selector: string): SparsweepError {
  const sweeps = readSweeps(database);
  if (sweeps.length === 0) {
    return new SparsweepError(
      'not-found',
      `${database.name} holds no sweep yet; run one with sparsweep run SWEEP.yaml`,
    );
  }
  const names = sweeps.map((sweep) => sweep.name);
  const listed = sweeps.slice(-LISTED).map((sweep) => `${sweep.id} ${sweep.name} (${sweep.status})`);
  const omitted = sweeps.length > LISTED ? `, and ${sweeps.length - LISTED} before these` : '';
  return new SparsweepError(
    'not-found',
    `${database.name} has no sweep '${selector}'; did you mean '${closest(selector, names)}'? ` +
      `There are: ${listed.join(', ')}${omitted}`,
  );
}

import Database from 'better-sqlite3';
import type { Migration } from 'kysely/migration';
import { readWalFile, sizeOfFile, type WalFile } from '../open/databaseFiles.ts';
import { migrate, storedMigrations } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';
import { openAsFound } from './openAsFound.ts';
import { type ArtifactsCheck, checkArtifacts, readableIds } from './readable.ts';

/** How many flaws are listed at most. */
const MOST_FLAWS = 20;

/** The tables with the results of a store, each after the tables that it refers to. */
export const TABLES = ['sweeps', 'trials', 'metrics', 'artifacts'] as const;

/** How many rows of a table can be read. */
interface TableRows {
  readonly table: string;
  readonly rows: number;
  /** Why some rows may be unreadable; undefined if all were read. */
  readonly flaw: string | undefined;
}

/** What a store contains, what of it can be read, and what is wrong with it. */
export interface StoreCheck {
  readonly bytes: number;
  /** The newest migration of this program, and its migrations that were not applied to the store. */
  readonly schema: { readonly newest: string; readonly missing: readonly string[] };
  /** The write-ahead log beside the file; undefined if it is missing or empty. */
  readonly wal: WalFile | undefined;
  readonly tables: readonly TableRows[];
  /** Number of trials with the status `running`. */
  readonly running: number;
  readonly artifacts: ArtifactsCheck;
  /** Flaws of the file, its schema, its references and its JSON columns; long lists are cut. */
  readonly flaws: readonly string[];
}

/** Whether a check found no flaws. */
export function isSound({ flaws, artifacts }: StoreCheck): boolean {
  return flaws.length === 0 && artifacts.flaws.length === 0;
}

/**
 * Checks the store at `path`, damaged or not, and counts its readable rows; a sweep may be writing to it.
 *
 * @throws SparsweepError as `openAsFound` does.
 */
export async function checkStore(path: string): Promise<StoreCheck> {
  // Read before the database is opened, which may create a log.
  const wal = readWalFile(path);
  const { database, flaw } = openAsFound(path);
  try {
    const tables = TABLES.map((table) => countRows(database, table));
    const unreadable = tables.flatMap((rows) => (rows.flaw === undefined ? [] : [`${rows.table}: ${rows.flaw}`]));
    const opening = flaw === undefined ? [] : [flaw];
    const schema = await schemaFlaws(database, storedMigrations(database));
    return {
      bytes: sizeOfFile(path),
      schema: schemaOf(database),
      wal,
      tables,
      running: countRunning(database),
      artifacts: checkArtifacts(database),
      flaws: [...new Set([...opening, ...integrityFlaws(database), ...schema, ...unreadable])],
    };
  } finally {
    database.close();
  }
}

function countRows(database: Database.Database, table: string): TableRows {
  const { ids, flaw } = readableIds(database, table);
  return { table, rows: ids.length, flaw };
}

function integrityFlaws(database: Database.Database): readonly string[] {
  const found = linesOf(database, `PRAGMA integrity_check(${MOST_FLAWS})`);
  const orphans = linesOf(
    database,
    `SELECT concat(count(*), ' of ', "table", ' belong to ', parent, ' that are not there')
     FROM pragma_foreign_key_check GROUP BY "table", parent`,
  );
  // SQLite does not check constraints of a database that is open read-only.
  const contents = linesOf(
    database,
    `SELECT concat('sweep ', id, ': its environment is not JSON') FROM sweeps WHERE NOT json_valid(environment)
     UNION ALL SELECT concat('trial with the id ', id, ': its parameters are not JSON')
     FROM trials WHERE NOT json_valid(parameters) LIMIT ${MOST_FLAWS}`,
  );
  const flaws = found.flatMap((text) => text.split('\n')).filter((line) => line !== 'ok' && !line.startsWith('***'));
  return [...flaws.slice(0, MOST_FLAWS), ...orphans, ...contents];
}

/** The lines that a check returns and, if it fails, SQLite's message. */
function linesOf(database: Database.Database, sql: string): readonly string[] {
  const lines: string[] = [];
  try {
    for (const line of database.prepare<[], string>(sql).pluck().iterate()) lines.push(line);
  } catch (thrown) {
    if (!(thrown instanceof Database.SqliteError)) throw thrown;
    lines.push(thrown.message);
  }
  return lines;
}

function schemaOf(database: Database.Database): StoreCheck['schema'] {
  const known = Object.keys(MIGRATIONS);
  const had = Object.keys(storedMigrations(database));
  return { newest: known.at(-1) ?? '', missing: known.slice(had.length) };
}

function countRunning(database: Database.Database): number {
  try {
    return database.prepare<[], number>("SELECT count(*) FROM trials WHERE status = 'running'").pluck().get() ?? 0;
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError) return 0;
    throw thrown;
  }
}

interface SchemaPart {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/**
 * The tables, views, indexes and triggers of a store that differ from what its migrations create. Others were added by hand and
 * are ignored.
 */
async function schemaFlaws(
  database: Database.Database,
  migrations: Record<string, Migration>,
): Promise<readonly string[]> {
  const fresh = new Database(':memory:');
  try {
    await migrate(fresh, migrations);
    const found = new Map(partsOf(database).map(({ name, sql }) => [name, sql]));
    return partsOf(fresh)
      .filter(({ name, sql }) => found.get(name) !== sql)
      .map(({ type, name }) => `the ${type} ${name} is not as it was made`);
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError) return [thrown.message];
    throw thrown;
  } finally {
    fresh.close();
  }
}

function partsOf(database: Database.Database): readonly SchemaPart[] {
  return database
    .prepare<[], SchemaPart>(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'kysely%' ORDER BY rowid",
    )
    .all();
}

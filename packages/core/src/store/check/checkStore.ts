import Database from 'better-sqlite3';
import type { Migration } from 'kysely/migration';
import { readWalFile, sizeOfFile, type WalFile } from '../open/databaseFiles.ts';
import { migrate, storedMigrations } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';
import { openAsFound } from './openAsFound.ts';
import { type ArtifactsCheck, checkArtifacts, readableIds } from './readable.ts';

/** How many flaws SQLite is asked for. */
const MOST_FLAWS = 20;

/** The tables of a store that hold what was measured, each after those that it refers to. */
export const TABLES = ['sweeps', 'trials', 'metrics', 'artifacts'] as const;

/** How many rows of a table can be read. */
interface TableRows {
  readonly table: string;
  readonly rows: number;
  /** Why there may be more than can be read; undefined where all could be. */
  readonly flaw: string | undefined;
}

/** How a store stands: what is in it, what of it can be read, and what is wrong. */
export interface StoreCheck {
  readonly bytes: number;
  /** The newest migration that this program knows, and those of its migrations that the store has not had. */
  readonly schema: { readonly newest: string; readonly missing: readonly string[] };
  /** The log beside the file, where there is one that is not empty. */
  readonly wal: WalFile | undefined;
  readonly tables: readonly TableRows[];
  /** Trials that stand `running`. */
  readonly running: number;
  readonly artifacts: ArtifactsCheck;
  /** What is wrong with the file and with what refers to each other in it, in SQLite's words; some of it, if it is much. */
  readonly flaws: readonly string[];
}

/** Whether nothing is wrong with a store. */
export function isSound({ flaws, artifacts }: StoreCheck): boolean {
  return flaws.length === 0 && artifacts.flaws.length === 0;
}

/**
 * Checks the store at `path` and counts what of it can be read, be it damaged or not; a sweep may be running into it.
 *
 * @throws SparsweepError as `openAsFound` does.
 */
export async function checkStore(path: string): Promise<StoreCheck> {
  // Before it is opened: that may make a log.
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
  // SQLite itself checks no constraints of a database that is open for reading only.
  const contents = linesOf(
    database,
    `SELECT concat('sweep ', id, ': its environment is not JSON') FROM sweeps WHERE NOT json_valid(environment)
     UNION ALL SELECT concat('trial with the id ', id, ': its parameters are not JSON')
     FROM trials WHERE NOT json_valid(parameters) LIMIT ${MOST_FLAWS}`,
  );
  const flaws = found.flatMap((text) => text.split('\n')).filter((line) => line !== 'ok' && !line.startsWith('***'));
  return [...flaws.slice(0, MOST_FLAWS), ...orphans, ...contents];
}

/** What a check finds and, where it does not come to its end, SQLite's word for why. */
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
 * Which tables, views, indexes and triggers of a store are not as its migrations make them. Whatever else there is was
 * added by hand, and does no harm.
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

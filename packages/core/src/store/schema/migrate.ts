import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { SparsweepError } from '../../plugin/errors.ts';
import { DamagedContent, unusableStore } from '../open/storeErrors.ts';
import { MIGRATIONS } from './migrations/migrations.ts';

/**
 * Applies the migrations that a database is missing.
 *
 * One transaction with the write lock covers all of them, so that two processes that open a new file at the same time do not both
 * create its tables.
 *
 * @throws SparsweepError `unusable-store` for a database of another program or of a newer version of this one.
 */
export async function migrate(database: Database.Database, migrations: Record<string, Migration>): Promise<void> {
  const known = Object.keys(migrations);
  if (readSchemaVersion(database, known).missing.length === 0) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have applied them while this one waited for the lock.
    if (readSchemaVersion(database, known).missing.length > 0) await applyMissing(database, migrations);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

async function applyMissing(database: Database.Database, migrations: Record<string, Migration>): Promise<void> {
  database.pragma(`application_id = ${APPLICATION_ID}`);
  const migrator = new Migrator({
    db: new Kysely({ dialect: new SqliteDialect({ database }) }),
    provider: { getMigrations: async () => migrations },
    disableTransactions: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** `SPRS` in ASCII: the application id that marks a store in the header of its file. */
export const APPLICATION_ID = 0x53505253;

/** The schema of a database, compared with the migrations of this program. */
export interface SchemaVersion {
  /** Whether the database has no tables, like a new file. */
  readonly isNew: boolean;
  /** Names of the migrations that were not applied. */
  readonly missing: readonly string[];
}

/** An error for a database of another program. */
export function foreignStore(path: string): SparsweepError {
  return unusableStore(path, 'it is the database of another program; name another file with --db FILE');
}

/**
 * Reads which schema a database has.
 *
 * @param known names of the migrations, in order.
 * @param path the name of the database in errors.
 * @throws SparsweepError `unusable-store` for a database of another program or of a newer version of this one;
 * DamagedContent if the list of applied migrations is lost or has gaps.
 */
export function readSchemaVersion(
  database: Database.Database,
  known: readonly string[],
  path: string = database.name,
): SchemaVersion {
  const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length === 0) return { isNew: true, missing: known };
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw foreignStore(path);
  }
  if (!tables.some(({ name }) => name === 'kysely_migration')) {
    throw new DamagedContent('it does not say which schema it has');
  }
  const applied = database.prepare<[], { name: string }>('SELECT name FROM kysely_migration ORDER BY name').all();
  const names = applied.map((row) => row.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw unusableStore(
      path,
      `a newer sparsweep has written it (with ${unknown.join(', ')}); update sparsweep, or name another file with --db FILE`,
    );
  }
  if (names.length === 0 || names.some((name, index) => name !== known[index])) {
    throw new DamagedContent(`the list of its schema's changes has gaps: ${names.join(', ') || 'it is empty'}`);
  }
  return { isNew: false, missing: known.slice(names.length) };
}

/** The names of the migrations that were applied to a store; empty if the list cannot be read. */
function appliedMigrations(database: Database.Database): readonly string[] {
  try {
    return database.prepare<[], string>('SELECT name FROM kysely_migration').pluck().all();
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError) return [];
    throw thrown;
  }
}

/** The migrations up to the newest one that was applied to a store; all migrations if the list is lost. */
export function storedMigrations(database: Database.Database): Record<string, Migration> {
  const applied = appliedMigrations(database);
  const newest = Object.keys(MIGRATIONS).findLast((name) => applied.includes(name));
  if (newest === undefined) return MIGRATIONS;
  return Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name <= newest));
}

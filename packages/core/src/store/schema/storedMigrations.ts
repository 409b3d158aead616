import Database from 'better-sqlite3';
import type { Migration } from 'kysely/migration';
import { MIGRATIONS } from './migrations/migrations.ts';

/** The names of the migrations that a store has had; none where the list of them cannot be read. */
function appliedMigrations(database: Database.Database): readonly string[] {
  try {
    return database.prepare<[], string>('SELECT name FROM kysely_migration').pluck().all();
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError) return [];
    throw thrown;
  }
}

/** The migrations up to the newest that a store has had; all that there are where the list of them is lost. */
export function storedMigrations(database: Database.Database): Record<string, Migration> {
  const applied = appliedMigrations(database);
  const newest = Object.keys(MIGRATIONS).findLast((name) => applied.includes(name));
  if (newest === undefined) return MIGRATIONS;
  return Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name <= newest));
}

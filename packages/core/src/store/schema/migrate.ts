import type { Database } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { APPLICATION_ID, readSchemaVersion } from './schemaVersion.ts';

/**
 * Gives a database every migration that it has not had.
 *
 * All of them happen in one transaction that locks out other writers, so that two processes which open a new file at
 * once do not both make its tables.
 *
 * @throws SparsweepError `unusable-store` for a database of another program or of a newer version of this one.
 */
export async function migrate(database: Database, migrations: Record<string, Migration>): Promise<void> {
  const known = Object.keys(migrations);
  if (readSchemaVersion(database, known).missing.length === 0) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have been first.
    if (readSchemaVersion(database, known).missing.length > 0) await applyMissing(database, migrations);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

async function applyMissing(database: Database, migrations: Record<string, Migration>): Promise<void> {
  database.pragma(`application_id = ${APPLICATION_ID}`);
  const migrator = new Migrator({
    db: new Kysely({ dialect: new SqliteDialect({ database }) }),
    provider: { getMigrations: async () => migrations },
    disableTransactions: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

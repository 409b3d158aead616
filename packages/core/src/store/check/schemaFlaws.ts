import Database from 'better-sqlite3';
import type { Migration } from 'kysely/migration';
import { migrate } from '../schema/migrate.ts';

interface SchemaPart {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/**
 * Which tables, views, indexes and triggers of a store are not as its migrations make them. Whatever else there is was
 * added by hand, and does no harm.
 */
export async function schemaFlaws(
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

import type { Database } from 'better-sqlite3';
import { unusableStore } from './storeErrors.ts';

/** `SPRS` in ASCII: the application id that marks a store in the header of its file. */
export const APPLICATION_ID = 0x53505253;

/** How the schema of a database stands against the migrations that this program knows, by name. */
export interface SchemaVersion {
  /** A database without a single table, as a new file is. */
  readonly isNew: boolean;
  /** What this program knows and the database has not had. */
  readonly missing: readonly string[];
}

/**
 * Reads which schema a database has.
 *
 * @throws SparsweepError `unusable-store` for a database of another program or of a newer version of this one.
 */
export function readSchemaVersion(database: Database, known: readonly string[]): SchemaVersion {
  const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length === 0) return { isNew: true, missing: known };
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw unusableStore(database.name, 'it is the database of another program; name another file with --db FILE');
  }
  const applied = database.prepare<[], { name: string }>('SELECT name FROM kysely_migration ORDER BY name').all();
  const names = applied.map((row) => row.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw unusableStore(
      database.name,
      `a newer sparsweep has written it (with ${unknown.join(', ')}); update sparsweep, or name another file with --db FILE`,
    );
  }
  return { isNew: false, missing: known.filter((name) => !names.includes(name)) };
}

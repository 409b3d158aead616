import type { Database } from 'better-sqlite3';
import type { SparsweepError } from '../../plugin/errors.ts';
import { DamagedContent, unusableStore } from '../open/storeErrors.ts';

/** `SPRS` in ASCII: the application id that marks a store in the header of its file. */
export const APPLICATION_ID = 0x53505253;

/** How the schema of a database stands against the migrations that this program knows, by name. */
export interface SchemaVersion {
  /** A database without a single table, as a new file is. */
  readonly isNew: boolean;
  /** What this program knows and the database has not had. */
  readonly missing: readonly string[];
}

/** An error that says that the database at `path` is none of this program's. */
export function foreignStore(path: string): SparsweepError {
  return unusableStore(path, 'it is the database of another program; name another file with --db FILE');
}

/**
 * Reads which schema a database has.
 *
 * @param path what errors call the database.
 * @throws SparsweepError `unusable-store` for a database of another program or of a newer version of this one;
 * DamagedContent for one whose list of migrations is lost or has gaps.
 */
export function readSchemaVersion(
  database: Database,
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

import Database from 'better-sqlite3';
import { SparsweepError } from '../../plugin/errors.ts';
import { DAMAGED, explainStoreError, unusableStore } from '../open/storeErrors.ts';

/**
 * What was thrown in reading a store, turned into an error for the user where the file is to blame.
 *
 * A page that was damaged may still read as one, of rows that nobody wrote, over which any part of this program may
 * stumble. So the file is checked before that is called a defect of this program.
 */
export function explainReadError(database: Database.Database, path: string, thrown: unknown): unknown {
  if (thrown instanceof SparsweepError) return thrown;
  const explained = explainStoreError(path, thrown);
  if (explained !== thrown) return explained;
  const flaw = firstFlaw(database) ?? foreignSchema(thrown);
  return flaw === undefined ? thrown : unusableStore(path, `${DAMAGED} (${flaw})`, { cause: thrown });
}

/** The first thing that is wrong with a database, in SQLite's words; undefined where it is sound. */
function firstFlaw(database: Database.Database): string | undefined {
  try {
    const found = String(database.pragma('integrity_check(1)', { simple: true }));
    return found === 'ok' ? undefined : found.replaceAll('\n', ' ');
  } catch (thrown) {
    return thrown instanceof Database.SqliteError ? thrown.message : undefined;
  }
}

/** Queries of a user's are answered for elsewhere: where SQLite does not understand one of this program's, the schema is at fault. */
function foreignSchema(thrown: unknown): string | undefined {
  if (!(thrown instanceof Database.SqliteError) || thrown.code !== 'SQLITE_ERROR') return undefined;
  return `its tables and views are not as they were made: ${thrown.message}`;
}

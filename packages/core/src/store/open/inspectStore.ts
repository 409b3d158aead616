import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { APPLICATION_ID, foreignStore, readSchemaVersion, type SchemaVersion } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';
import { isAtRest, kindOfPath, readFileHeader, readWalFile, sizeOfFile } from './databaseFiles.ts';
import { DAMAGED, explainStoreError, unusableStore } from './storeErrors.ts';

/**
 * Looks whose database the file at `path` is and which schema it has, and changes nothing in it. SQLite would, where it
 * may write: it recovers what a killed process left, and closing a database brings the last of its log into its file.
 *
 * @param timeout how long another process's lock is waited for, in milliseconds.
 * @throws SparsweepError `unusable-store` for what is no store, is damaged, or was written by a newer version of this
 * program.
 */
export function inspectStore(path: string, timeout: number): SchemaVersion {
  const kind = kindOfPath(path);
  if (kind === 'folder') {
    throw unusableStore(path, `it is a folder; name a file in it, such as --db ${join(path, 'sparsweep.db')}`);
  }
  if (kind === 'special') throw unusableStore(path, 'it is a device or a pipe; name a file with --db FILE');
  requireOwnLog(path);
  let database: Database.Database | undefined;
  try {
    refuseForeign(path);
    database = new Database(fileName(path), { readonly: true, fileMustExist: true, timeout });
    return readSchemaVersion(database, Object.keys(MIGRATIONS), path);
  } catch (thrown) {
    throw explainOpeningError(path, thrown);
  } finally {
    database?.close();
  }
}

/** What SQLite finds wrong with the few statements above is wrong with the file. */
function explainOpeningError(path: string, thrown: unknown): unknown {
  const explained = explainStoreError(path, thrown);
  if (!(explained instanceof Database.SqliteError)) return explained;
  return unusableStore(path, `${DAMAGED} (${explained.message})`, { cause: thrown });
}

/** The name by which SQLite finds the file at `path`: some names it takes for something else, or cuts short. */
export function fileName(path: string): string {
  return /^(:|\s)/.test(path) ? resolve(path) : path;
}

/** Even reading makes files beside a database in WAL mode. Beside that of another program none shall lie. */
function refuseForeign(path: string): void {
  const header = readFileHeader(path);
  if (header === undefined || !isAtRest(path)) return;
  if (header.hasTables && header.applicationId !== APPLICATION_ID) throw foreignStore(path);
}

/**
 * Refuses an empty or missing database beside which the log of another one lies: SQLite would delete it, even to read,
 * with the last that was written to that database.
 *
 * @throws SparsweepError `unusable-store`.
 */
export function requireOwnLog(path: string): void {
  // In this order: a process that begins a database makes its log last.
  const wal = readWalFile(path);
  if (sizeOfFile(path) > 0 || wal === undefined || wal.frames === 0) return;
  throw unusableStore(
    path,
    `it is empty or missing, but ${wal.path} holds the last that was written to one; move the database back beside it, or that ` +
      'file away, or name another file with --db FILE',
  );
}

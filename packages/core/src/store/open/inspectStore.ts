import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { APPLICATION_ID, foreignStore, readSchemaVersion, type SchemaVersion } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';
import { isAtRest, kindOfPath, readFileHeader, readWalFile, sizeOfFile } from './databaseFiles.ts';
import { DAMAGED, explainStoreError, unusableStore } from './storeErrors.ts';

/** How long a read or write waits for another process's lock, in milliseconds. */
export const BUSY_TIMEOUT = 10_000;

/**
 * Reads which program the database at `path` belongs to and which schema it has, without changing the file. With write access
 * SQLite would change it: it recovers what a killed process left, and copies the log into the file when it closes.
 *
 * @param timeout how long to wait for another process's lock, in milliseconds.
 * @throws SparsweepError `unusable-store` for a file that is not a store, is damaged, or was written by a newer version of this
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

/** The statements above are known to be valid, so an error of SQLite means that the file is damaged. */
function explainOpeningError(path: string, thrown: unknown): unknown {
  const explained = explainStoreError(path, thrown);
  if (!(explained instanceof Database.SqliteError)) return explained;
  return unusableStore(path, `${DAMAGED} (${explained.message})`, { cause: thrown });
}

/** The path as SQLite must get it: it gives names like `:memory:` a meaning of their own and trims leading spaces. */
export function fileName(path: string): string {
  return /^(:|\s)/.test(path) ? resolve(path) : path;
}

/** Reading a database in WAL mode creates files beside it, so the database of another program is refused before it is opened. */
function refuseForeign(path: string): void {
  const header = readFileHeader(path);
  if (header === undefined || !isAtRest(path)) return;
  if (header.hasTables && header.applicationId !== APPLICATION_ID) throw foreignStore(path);
}

/**
 * Refuses an empty or missing database if a write-ahead log lies beside its path. SQLite would delete that log, even when it only
 * reads, and the last commits to the database it belongs to would be lost.
 *
 * @throws SparsweepError `unusable-store`.
 */
export function requireOwnLog(path: string): void {
  // The log is read first: a process that creates a database creates its log last.
  const wal = readWalFile(path);
  if (sizeOfFile(path) > 0 || wal === undefined || wal.frames === 0) return;
  throw unusableStore(
    path,
    `it is empty or missing, but ${wal.path} holds the last that was written to one; move the database back beside it, or that ` +
      'file away, or name another file with --db FILE',
  );
}

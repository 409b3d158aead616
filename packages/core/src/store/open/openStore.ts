import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';
import { thisProcess } from '../write/lease.ts';
import { type NewSweep, SweepWriter } from '../write/sweepWriter.ts';
import { kindOfPath } from './databaseFiles.ts';
import { fileName, inspectStore, requireOwnLog } from './inspectStore.ts';
import { absentStore } from './openReader.ts';
import { explainStoreError, unusableStore } from './storeErrors.ts';

/** How long a write waits for another process's, in milliseconds. */
export const BUSY_TIMEOUT = 10_000;

/** A store open for writing, by the one process that coordinates a sweep. Readers come and go meanwhile. */
export interface Store {
  /** Begins a sweep, with the status `running` and no trials, which this process holds. */
  createSweep(sweep: NewSweep): SweepWriter;
  /**
   * Goes on with a sweep.
   *
   * @throws SparsweepError `held-sweep` when another process trains it.
   */
  resumeSweep(id: number, now: Date): SweepWriter;
  close(): void;
}

/**
 * Opens the store at `path` for writing; makes the file where there is none, and brings its schema up to date.
 *
 * A commit survives the death of the process; at a loss of power the last few may be missing, but the file is sound.
 *
 * @throws SparsweepError `unusable-store` for a folder, a folder that is missing, a file that is no database or that of
 * another program, a schema newer than this program, and where permission is lacking.
 */
export async function openStore(path: string): Promise<Store> {
  const database = openForWriting(path);
  try {
    // What it may not write SQLite opens for reading, and says so at the first write: this one, which is taken back.
    database.exec('BEGIN IMMEDIATE; PRAGMA user_version = 0; ROLLBACK');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    await migrate(database, MIGRATIONS);
  } catch (thrown) {
    database.close();
    throw explainStoreError(path, thrown);
  }
  return {
    createSweep: (sweep) => SweepWriter.create(database, sweep, thisProcess()),
    resumeSweep: (id, now) => SweepWriter.resume(database, id, thisProcess(), now),
    close: () => void database.close(),
  };
}

/**
 * Refuses a path to a file in a folder that is missing.
 *
 * @throws SparsweepError `unusable-store`.
 */
export function requireFolder(path: string): void {
  if (kindOfPath(dirname(path)) !== 'absent') return;
  throw unusableStore(path, `there is no folder ${dirname(path)}; create it, or name another file with --db FILE`);
}

function openForWriting(path: string): Database.Database {
  requireFolder(path);
  // Refused before SQLite may write to it, as it does to recover, to keep the journal mode, and to close.
  if (kindOfPath(path) === 'absent') requireOwnLog(path);
  else inspectStore(path, BUSY_TIMEOUT);
  try {
    return new Database(fileName(path), { timeout: BUSY_TIMEOUT });
  } catch (thrown) {
    throw explainStoreError(path, thrown);
  }
}

/**
 * Opens a store that is there for writing, and brings its schema up to date.
 *
 * @throws SparsweepError `not-found` when there is no such file, and what `openStore` throws.
 */
export async function openExistingStore(path: string): Promise<Store> {
  if (kindOfPath(path) === 'absent') throw absentStore(path);
  return openStore(path);
}

import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';
import { thisProcess } from '../write/lease.ts';
import { type NewSweep, SweepWriter } from '../write/sweepWriter.ts';
import { kindOfPath } from './databaseFiles.ts';
import { BUSY_TIMEOUT, fileName, inspectStore, requireOwnLog } from './inspectStore.ts';
import { absentStore, explainStoreError, unusableStore } from './storeErrors.ts';

/** A store open for writing, by the process that coordinates a sweep. Other processes may read it at the same time. */
export interface Store {
  /** Creates a sweep with the status `running` and no trials, and takes its lease for this process. */
  createSweep(sweep: NewSweep): SweepWriter;
  /**
   * Takes the lease of a stored sweep, to continue it.
   *
   * @throws SparsweepError `held-sweep` if another process trains it.
   */
  resumeSweep(id: number, now: Date): SweepWriter;
  close(): void;
}

/**
 * Opens the store at `path` for writing. Creates the file if it does not exist, and brings its schema up to date.
 *
 * A commit survives the death of the process. After a loss of power the last few commits may be missing, but the file is sound.
 *
 * @throws SparsweepError `unusable-store` for a folder, a path in a missing folder, a file that is not a database, the database of
 * another program, a schema newer than this program, and missing permissions.
 */
export async function openStore(path: string): Promise<Store> {
  const database = openForWriting(path);
  try {
    // SQLite opens a file that it may not write read-only, and fails at the first write. This one is rolled back.
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
 * Refuses a path in a missing folder.
 *
 * @throws SparsweepError `unusable-store`.
 */
export function requireFolder(path: string): void {
  if (kindOfPath(dirname(path)) !== 'absent') return;
  throw unusableStore(path, `there is no folder ${dirname(path)}; create it, or name another file with --db FILE`);
}

function openForWriting(path: string): Database.Database {
  requireFolder(path);
  // Checked first, because SQLite may write to a file when it recovers, sets the journal mode or closes it.
  if (kindOfPath(path) === 'absent') requireOwnLog(path);
  else inspectStore(path, BUSY_TIMEOUT);
  try {
    return new Database(fileName(path), { timeout: BUSY_TIMEOUT });
  } catch (thrown) {
    throw explainStoreError(path, thrown);
  }
}

/**
 * Opens an existing store for writing, and brings its schema up to date.
 *
 * @throws SparsweepError `not-found` if there is no such file; and as `openStore` does.
 */
export async function openExistingStore(path: string): Promise<Store> {
  if (kindOfPath(path) === 'absent') throw absentStore(path);
  return openStore(path);
}

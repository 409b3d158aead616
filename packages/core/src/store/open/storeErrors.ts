import Database from 'better-sqlite3';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';

const OTHER_FILE = 'name another file with --db FILE';

/** The message for a damaged file. */
export const DAMAGED =
  'the file is damaged; `sparsweep doctor --db FILE` says what can be saved and how, or name another file with --db FILE';

/** Content of a store that this program cannot have written. The message says what and where. */
export class DamagedContent extends Error {}

/** Messages for the errors of SQLite that the file or the disk causes, by the first two words of the error code. */
const CAUSES: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: `it is not an SQLite database; ${OTHER_FILE}`,
  SQLITE_CORRUPT: DAMAGED,
  SQLITE_CANTOPEN:
    'it cannot be opened; check that you may read and write the file and its folder, for even reading needs files ' +
    `beside it, or ${OTHER_FILE}`,
  SQLITE_PERM: `permission denied; check that you may read and write the file and its folder, or ${OTHER_FILE}`,
  SQLITE_READONLY:
    'it or its folder is not writable, and even reading needs files beside it; change the permissions, or copy it to a ' +
    'folder of your own and name the copy with --db FILE',
  SQLITE_BUSY: 'another program has kept it locked for ten seconds; end that program, then try again',
  SQLITE_FULL: 'the disk is full; make room, then run the sweep again',
  SQLITE_IOERR: 'the disk reports an error; check the disk, then run the sweep again',
};

/** An error for the store at `path`; `trouble` says what is wrong and what to do. */
export function unusableStore(path: string, trouble: string, options?: ErrorOptions): SparsweepError {
  return new SparsweepError('unusable-store', `cannot use the store ${path}: ${trouble}`, options);
}

/** Turns a thrown value into an error for the user if the file is the cause; returns any other value as it is. */
export function explainStoreError(path: string, thrown: unknown): unknown {
  if (thrown instanceof DamagedContent) return unusableStore(path, `${DAMAGED} (${thrown.message})`, { cause: thrown });
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const family = thrown.code.split('_').slice(0, 2).join('_');
  const cause = CAUSES[family];
  return cause === undefined ? thrown : unusableStore(path, `${cause} (${messageOf(thrown)})`, { cause: thrown });
}

/** Runs `work` on the store at `path` and explains its errors with `explainStoreError`. */
export function onStore<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw explainStoreError(path, thrown);
  }
}

/**
 * Turns a value thrown while reading a store into an error for the user if the file is the cause; returns any other value as it
 * is.
 *
 * SQLite can read a damaged page as rows that were never written, and any part of this program can fail on them. So the
 * integrity of the file is checked before the error is treated as a defect of this program.
 */
export function explainReadError(database: Database.Database, path: string, thrown: unknown): unknown {
  if (thrown instanceof SparsweepError) return thrown;
  const explained = explainStoreError(path, thrown);
  if (explained !== thrown) return explained;
  const flaw = firstFlaw(database) ?? foreignSchema(thrown);
  return flaw === undefined ? thrown : unusableStore(path, `${DAMAGED} (${flaw})`, { cause: thrown });
}

/** The first flaw that SQLite finds in a database; undefined if it finds none. */
function firstFlaw(database: Database.Database): string | undefined {
  try {
    const found = String(database.pragma('integrity_check(1)', { simple: true }));
    return found === 'ok' ? undefined : found.replaceAll('\n', ' ');
  } catch (thrown) {
    return thrown instanceof Database.SqliteError ? thrown.message : undefined;
  }
}

/** Users' own queries are handled elsewhere, so a query that SQLite rejects here is one of ours, and the schema was changed. */
function foreignSchema(thrown: unknown): string | undefined {
  if (!(thrown instanceof Database.SqliteError) || thrown.code !== 'SQLITE_ERROR') return undefined;
  return `its tables and views are not as they were made: ${thrown.message}`;
}

/** An error for a store that does not exist; says how to create one. */
export function absentStore(path: string): SparsweepError {
  return new SparsweepError(
    'not-found',
    `there is no store ${path}; run a sweep first (sparsweep run SWEEP.yaml), or name another file with --db FILE`,
  );
}

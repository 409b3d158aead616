import Database from 'better-sqlite3';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';

const OTHER_FILE = 'name another file with --db FILE';

/** What to say of a file that is not what was written to it. */
export const DAMAGED =
  'the file is damaged; `sparsweep doctor --db FILE` says what can be saved and how, or name another file with --db FILE';

/** What was read from a store and cannot have been written to it. The message says what and where. */
export class DamagedContent extends Error {}

/** What to say of each thing that SQLite can meet when it opens or writes a file; by the first part of its code. */
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

/** An error that says of the store at `path` what is wrong and what to do. */
export function unusableStore(path: string, trouble: string, options?: ErrorOptions): SparsweepError {
  return new SparsweepError('unusable-store', `cannot use the store ${path}: ${trouble}`, options);
}

/** What was thrown, turned into an error for the user where the file, and not this program, is to blame. */
export function explainStoreError(path: string, thrown: unknown): unknown {
  if (thrown instanceof DamagedContent) return unusableStore(path, `${DAMAGED} (${thrown.message})`, { cause: thrown });
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const family = thrown.code.split('_').slice(0, 2).join('_');
  const cause = CAUSES[family];
  return cause === undefined ? thrown : unusableStore(path, `${cause} (${messageOf(thrown)})`, { cause: thrown });
}

/** Does `work` on the store at `path`, with SQLite's troubles explained. */
export function onStore<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw explainStoreError(path, thrown);
  }
}

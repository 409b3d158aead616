import Database from 'better-sqlite3';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import { kindOfPath, readFileHeader } from '../open/databaseFiles.ts';
import { fileName, inspectStore } from '../open/inspectStore.ts';
import { absentStore } from '../open/openReader.ts';
import { BUSY_TIMEOUT } from '../open/openStore.ts';
import { DamagedContent, unusableStore } from '../open/storeErrors.ts';
import { APPLICATION_ID } from '../schema/migrate.ts';

/** A store, damaged or not, from which what can be read is read. */
export interface FoundStore {
  /** Open for reading only; any statement may meet damage. */
  readonly database: Database.Database;
  /** Why nobody else would open it; undefined where it opens. */
  readonly flaw: string | undefined;
}

/**
 * Opens the store at `path` for reading only, be it damaged; a sweep may be running into it.
 *
 * @throws SparsweepError `not-found` when there is no such file; `unusable-store` for what is no store, for an empty one,
 * and for one of a newer version of this program.
 */
export function openAsFound(path: string): FoundStore {
  if (kindOfPath(path) === 'absent') throw absentStore(path);
  const flaw = flawAtOpening(path);
  const database = new Database(fileName(path), { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
  // As far as they can be read, files that are cut short, too: SQLite refuses them as a whole otherwise.
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  return { database, flaw };
}

/** What a reader is told of a store that is damaged; what it is told of anything else is thrown. */
function flawAtOpening(path: string): string | undefined {
  try {
    if (!inspectStore(path, BUSY_TIMEOUT).isNew) return undefined;
  } catch (thrown) {
    const cause = thrown instanceof SparsweepError ? thrown.cause : undefined;
    if (isDamage(cause) && readFileHeader(path)?.applicationId === APPLICATION_ID) return messageOf(cause);
    throw thrown;
  }
  throw unusableStore(path, 'it is empty; no sweep has been run into it yet');
}

function isDamage(cause: unknown): boolean {
  if (cause instanceof Database.SqliteError) return /^SQLITE_(CORRUPT|ERROR)/.test(cause.code);
  return cause instanceof DamagedContent;
}

import Database from 'better-sqlite3';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import { kindOfPath, readFileHeader } from '../open/databaseFiles.ts';
import { BUSY_TIMEOUT, fileName, inspectStore } from '../open/inspectStore.ts';

import { absentStore, DamagedContent, unusableStore } from '../open/storeErrors.ts';
import { APPLICATION_ID } from '../schema/migrate.ts';

/** A store that may be damaged. */
export interface FoundStore {
  /** Open read-only; any statement may fail on a damaged page. */
  readonly database: Database.Database;
  /** Why `openReader` would refuse it as damaged; undefined if it would not. */
  readonly flaw: string | undefined;
}

/**
 * Opens the store at `path` read-only even if it is damaged; a sweep may be writing to it.
 *
 * @throws SparsweepError `not-found` if there is no such file; `unusable-store` for a file that is not a store, an empty one, and
 * one of a newer version of this program.
 */
export function openAsFound(path: string): FoundStore {
  if (kindOfPath(path) === 'absent') throw absentStore(path);
  const flaw = flawAtOpening(path);
  const database = new Database(fileName(path), { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
  // Lets SQLite read a truncated file as far as it goes, which it otherwise refuses as a whole.
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  return { database, flaw };
}

/** The damage that opening the store reports; any other error is thrown. */
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

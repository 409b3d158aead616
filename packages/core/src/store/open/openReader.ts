import Database from 'better-sqlite3';
import { SparsweepError } from '../../plugin/errors.ts';
import { StoreReader } from '../read/storeReader.ts';
import type { SchemaVersion } from '../schema/migrate.ts';
import { kindOfPath } from './databaseFiles.ts';
import { BUSY_TIMEOUT, fileName, inspectStore } from './inspectStore.ts';
import { absentStore, explainStoreError, unusableStore } from './storeErrors.ts';

/**
 * Opens the store at `path` read-only; a sweep may be writing to it.
 *
 * @throws SparsweepError `not-found` if there is no such file; `unusable-store` if it is not a store, or one of another version of
 * this program.
 */
export function openReader(path: string): StoreReader {
  if (kindOfPath(path) === 'absent') throw absentStore(path);
  requireThisSchema(path, inspectStore(path, BUSY_TIMEOUT));
  let database: Database.Database | undefined;
  try {
    database = new Database(fileName(path), { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
    database.pragma('query_only = ON');
    return new StoreReader(database, path);
  } catch (thrown) {
    database?.close();
    throw explainStoreError(path, thrown);
  }
}

function requireThisSchema(path: string, { isNew, missing }: SchemaVersion): void {
  if (isNew) throw unusableStore(path, 'it is empty; run a sweep into it first (sparsweep run SWEEP.yaml)');
  if (missing.length > 0) {
    throw unusableStore(
      path,
      `an older sparsweep has written it (without ${missing.join(', ')}); the next \`sparsweep run\` with this ` +
        'file brings it up to date',
    );
  }
}

import Database from 'better-sqlite3';
import { SparsweepError } from '../plugin/errors.ts';
import { kindOfPath } from './kindOfPath.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { BUSY_TIMEOUT } from './openStore.ts';
import { readSchemaVersion } from './schemaVersion.ts';
import { explainStoreError, unusableStore } from './storeErrors.ts';
import { StoreReader } from './storeReader.ts';

/**
 * Opens the store at `path` for reading only; a sweep may be running into it meanwhile.
 *
 * @throws SparsweepError `not-found` when there is no such file; `unusable-store` when it is no store, or one of another
 * version of this program.
 */
export function openReader(path: string): StoreReader {
  const kind = kindOfPath(path);
  if (kind === 'absent') {
    throw new SparsweepError(
      'not-found',
      `there is no store ${path}; run a sweep first (sparsweep run SWEEP.yaml), or name another file with --db FILE`,
    );
  }
  if (kind === 'folder') throw unusableStore(path, 'it is a folder; name the file in it with --db FILE');
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
    database.pragma('query_only = ON');
    requireThisSchema(database);
    return new StoreReader(database);
  } catch (thrown) {
    database?.close();
    throw explainStoreError(path, thrown);
  }
}

function requireThisSchema(database: Database.Database): void {
  const { isNew, missing } = readSchemaVersion(database, Object.keys(MIGRATIONS));
  if (isNew) throw unusableStore(database.name, 'it is empty; run a sweep into it first (sparsweep run SWEEP.yaml)');
  if (missing.length > 0) {
    throw unusableStore(
      database.name,
      `an older sparsweep has written it (without ${missing.join(', ')}); the next \`sparsweep run\` with this ` +
        'file brings it up to date',
    );
  }
}

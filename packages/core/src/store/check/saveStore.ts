import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SparsweepError } from '../../plugin/errors.ts';
import { kindOfPath } from '../open/databaseFiles.ts';
import { fileName, requireOwnLog } from '../open/inspectStore.ts';
import { requireFolder } from '../open/openStore.ts';
import { explainStoreError, unusableStore } from '../open/storeErrors.ts';
import { migrate, storedMigrations } from '../schema/migrate.ts';
import { MIGRATIONS } from '../schema/migrations/migrations.ts';
import { TABLES } from './checkStore.ts';
import { openAsFound } from './openAsFound.ts';
import { artifactFlaw, readableIds } from './readable.ts';

/** SQL that replaces a value that is not JSON by an empty object. */
const OBJECT_OR_NONE = "(SELECT iif(json_valid(value), value, '{}') FROM (SELECT ? AS value))";

/** How many of the readable rows of a table were saved. */
export interface SavedRows {
  readonly table: string;
  readonly saved: number;
  /** Rows that were not saved: they are damaged, have changed, or belong to a row that was not saved. */
  readonly left: number;
}

/**
 * Copies what can be read of a store, damaged or not, into a new store with the newest schema.
 *
 * @throws SparsweepError as `openAsFound` does; `invalid-option` if there is already a file at `target`; `unusable-store` if nothing
 * can be read or the new file cannot be created.
 */
export async function saveStore(path: string, target: string): Promise<readonly SavedRows[]> {
  if (kindOfPath(target) !== 'absent') {
    throw new SparsweepError('invalid-option', `there is a file ${target} already; name a new one to save into`);
  }
  requireFolder(target);
  requireOwnLog(target);
  const { database: source } = openAsFound(path);
  try {
    return await saveInto(target, source, path);
  } finally {
    source.close();
  }
}

async function saveInto(target: string, source: Database.Database, path: string): Promise<readonly SavedRows[]> {
  let database: Database.Database | undefined;
  try {
    database = new Database(fileName(target));
    database.pragma('journal_mode = WAL');
    database.pragma('foreign_keys = ON');
    // First the schema that the rows were written with, then the migrations since, as for any older store.
    await migrate(database, storedMigrations(source));
    const saved = copyAll(source, database);
    if (saved.every((rows) => rows.saved === 0)) throw unusableStore(path, 'nothing of it can be read');
    await migrate(database, MIGRATIONS);
    database.close();
    return saved;
  } catch (thrown) {
    database?.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${target}${end}`, { force: true });
    throw explainStoreError(target, thrown);
  }
}

function copyAll(source: Database.Database, target: Database.Database): readonly SavedRows[] {
  return target.transaction(() => TABLES.map((table) => copyRows(source, target, table)))();
}

function copyRows(source: Database.Database, target: Database.Database, table: string): SavedRows {
  const { ids } = readableIds(source, table);
  if (ids.length === 0) return { table, saved: 0, left: 0 };
  // Columns are matched by position: migrations only append columns, and names may be damaged.
  const read = source.prepare<[number], unknown[]>(`SELECT * FROM ${table} WHERE rowid = ?`).raw();
  const columns = columnsOf(target, table).slice(0, read.columns().length);
  // A sweep is saved even if its environment is damaged.
  const values = columns.map((name) => (name === 'environment' ? OBJECT_OR_NONE : '?'));
  const write = target.prepare<unknown[]>(`INSERT INTO ${table} (${columns.join()}) VALUES (${values.join()})`);
  const copied = ids.filter((id) => isWhole(source, table, id) && copyRow(read, write, id));
  return { table, saved: copied.length, left: ids.length - copied.length };
}

function columnsOf(database: Database.Database, table: string): readonly string[] {
  return database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
}

function isWhole(source: Database.Database, table: string, id: number): boolean {
  return table !== 'artifacts' || artifactFlaw(source, id) === undefined;
}

/** Copies a row. Returns false if it cannot be read or violates a constraint, such as a reference to a trial that was not saved. */
function copyRow(
  read: Database.Statement<[number], unknown[]>,
  write: Database.Statement<unknown[]>,
  id: number,
): boolean {
  try {
    const row = read.get(id);
    return row !== undefined && write.run(row).changes === 1;
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|CONSTRAINT)/.test(thrown.code)) return false;
    throw thrown;
  }
}

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

/** SQL for a value that must be a JSON object. */
const OBJECT_OR_NONE = "(SELECT iif(json_valid(value), value, '{}') FROM (SELECT ? AS value))";

/** What became of the rows of a table that can be found in a store. */
export interface SavedRows {
  readonly table: string;
  readonly saved: number;
  /** Those that cannot be read, are not what they were, or belong to what could not be saved. */
  readonly left: number;
}

/**
 * Copies what can be read of a store, be it damaged, into a new one, which is sound and of this program's schema.
 *
 * @throws SparsweepError as `openAsFound` does, and where nothing can be read; `invalid-option` where there is a file at `target` already;
 * `unusable-store` where none can be made there.
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
    // As the rows were written; what came later is done to them as to those of any older store.
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
  // By their places: migrations add columns at the end, and a name may be damaged.
  const read = source.prepare<[number], unknown[]>(`SELECT * FROM ${table} WHERE rowid = ?`).raw();
  const columns = columnsOf(target, table).slice(0, read.columns().length);
  // A sweep is worth more than what it says of its machine.
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

/** Whether a row could be read and is one that the schema takes: not, for one, of a trial that was not saved. */
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

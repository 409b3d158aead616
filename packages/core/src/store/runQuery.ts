import type { Database } from 'better-sqlite3';
import { messageOf, SparsweepError } from '../plugin/errors.ts';
import type { JsonValue } from '../plugin/json.ts';
import type { QueryResult } from './rows.ts';

/** Space and comments, then a word that begins a statement which reads. */
const READING =
  /^(?:\s|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:explain\s+(?:query\s+plan\s+)?)?(?:select|with|values)\b/i;

/** The answer to one statement that only reads; a blob is given by its size. */
export function runQuery(database: Database, sql: string): QueryResult {
  // Before SQLite sees it, for some PRAGMAs act as soon as they are parsed.
  if (!READING.test(sql)) throw notReading();
  try {
    const statement = database.prepare<[], unknown[]>(sql);
    if (!statement.reader || !statement.readonly) throw notReading();
    const columns = statement.columns().map((column) => column.name);
    return { columns, rows: statement.raw().all().map(toJsonRow) };
  } catch (thrown) {
    if (thrown instanceof SparsweepError) throw thrown;
    throw new SparsweepError('invalid-option', `the query cannot be answered: ${messageOf(thrown)}`, { cause: thrown });
  }
}

function notReading(): SparsweepError {
  return new SparsweepError(
    'invalid-option',
    'the query cannot be answered: it is not one SELECT, WITH or VALUES statement that only reads; to change a store, ' +
      'use the sqlite3 program when no sweep is running',
  );
}

function toJsonRow(row: readonly unknown[]): JsonValue[] {
  return row.map((value) => {
    if (value === null || typeof value === 'number' || typeof value === 'string') return value;
    return Buffer.isBuffer(value) ? `(${value.length} bytes)` : String(value);
  });
}

import type { Database } from 'better-sqlite3';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import type { JsonValue } from '../../plugin/json.ts';
import { explainStoreError } from '../open/storeErrors.ts';
import { ANSWER_LIMITS, withinLimits } from './answerLimits.ts';
import type { QueryResult } from './rows.ts';

/** Space and comments, then a word that begins a statement which reads. */
const READING =
  /^(?:\s|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:explain\s+(?:query\s+plan\s+)?)?(?:select|with|values)\b/i;

/**
 * The answer to one statement that only reads; a blob is given by its size.
 *
 * @throws SparsweepError `invalid-option` with SQLite's message, for whatever else it is, and for an answer beyond `limits`.
 */
export function runQuery(database: Database, sql: string, limits = ANSWER_LIMITS): QueryResult {
  // Before SQLite sees it, for some PRAGMAs act as soon as they are parsed; and it takes NUL for the end of a query.
  if (!READING.test(sql) || sql.includes('\0')) throw notReading();
  try {
    const statement = database.prepare<[], unknown[]>(sql);
    if (!statement.reader || !statement.readonly) throw notReading();
    const columns = statement.columns().map((column) => column.name);
    return { columns, rows: withinLimits(Iterator.from(statement.raw().iterate()).map(toJsonRow), limits) };
  } catch (thrown) {
    const explained = explainStoreError(database.name, thrown);
    if (explained instanceof SparsweepError) throw explained;
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

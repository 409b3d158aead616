import type { Database } from 'better-sqlite3';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import type { JsonValue } from '../../plugin/json.ts';
import { explainStoreError } from '../open/storeErrors.ts';
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

/** How large an answer may be. */
interface AnswerLimits {
  readonly rows: number;
  /** About as many bytes as it takes in memory. */
  readonly bytes: number;
}

/** What a program can hold, send to another process and print. */
const ANSWER_LIMITS: AnswerLimits = { rows: 1_000_000, bytes: 256 * 2 ** 20 };

/** Bytes of a value that is no text, and of what holds one in a row. */
const VALUE_BYTES = 16;

/** Bytes of a character in memory, where not all are of one byte. */
const CHARACTER_BYTES = 2;

/**
 * The rows, which are taken one by one, so that no more of them are read than may be answered.
 *
 * @throws SparsweepError `invalid-option` when there are more, or they are larger.
 */
export function withinLimits(rows: Iterable<JsonValue[]>, limits: AnswerLimits): JsonValue[][] {
  const taken: JsonValue[][] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += row.reduce((sum: number, value) => sum + sizeOf(value), 0);
    if (taken.length === limits.rows) throw tooLarge(`has more than ${limits.rows.toLocaleString('en')} rows`);
    if (bytes > limits.bytes) throw tooLarge(`takes more than ${limits.bytes / 2 ** 20} MiB`);
    taken.push(row);
  }
  return taken;
}

function sizeOf(value: JsonValue): number {
  return VALUE_BYTES + (typeof value === 'string' ? value.length * CHARACTER_BYTES : 0);
}

function tooLarge(how: string): SparsweepError {
  return new SparsweepError(
    'invalid-option',
    `the answer ${how}; ask for less with LIMIT, WHERE or fewer columns, or read the file with the sqlite3 program`,
  );
}

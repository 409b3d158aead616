import type { Database } from 'better-sqlite3';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import type { JsonValue } from '../../plugin/json.ts';
import { explainStoreError } from '../open/storeErrors.ts';
import type { QueryResult } from './rows.ts';

/** White space and comments, then the first word of a statement that reads. */
const READING =
  /^(?:\s|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:explain\s+(?:query\s+plan\s+)?)?(?:select|with|values)\b/i;

/**
 * Runs one statement that only reads; a blob is answered as its size.
 *
 * @throws SparsweepError `invalid-option` for any other statement, with SQLite's message if it rejects the statement, and for an
 * answer beyond `limits`.
 */
export function runQuery(database: Database, sql: string, limits = ANSWER_LIMITS): QueryResult {
  // Checked before SQLite prepares it: some PRAGMAs take effect when they are parsed, and NUL ends a query.
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

/** The maximum size of an answer. */
interface AnswerLimits {
  readonly rows: number;
  /** Estimated bytes in memory. */
  readonly bytes: number;
}

/** Small enough to hold, send to another process and print. */
const ANSWER_LIMITS: AnswerLimits = { rows: 1_000_000, bytes: 256 * 2 ** 20 };

/** Estimated bytes of a value in a row, without the characters of a text. */
const VALUE_BYTES = 16;

/** Bytes of a character in memory, as UTF-16. */
const CHARACTER_BYTES = 2;

/**
 * Collects the rows one by one, and stops reading at the first row beyond the limits.
 *
 * @throws SparsweepError `invalid-option` if there are more or larger rows.
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

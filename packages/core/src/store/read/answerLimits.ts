import { SparsweepError } from '../../plugin/errors.ts';
import type { JsonValue } from '../../plugin/json.ts';

/** How large an answer may be. */
export interface AnswerLimits {
  readonly rows: number;
  /** About as many bytes as it takes in memory. */
  readonly bytes: number;
}

/** What a program can hold, send to another process and print. */
export const ANSWER_LIMITS: AnswerLimits = { rows: 1_000_000, bytes: 256 * 2 ** 20 };

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

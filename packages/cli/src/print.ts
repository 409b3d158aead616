import { messageOf, SparsweepError, shortened, visibleText } from '@sparsweep/core';
import { cellText, formatCsv, formatJson, formatTable, type Table } from '@sparsweep/reporter';

/** The formats that a table can be printed in. */
export const TABLE_FORMATS = ['table', 'csv', 'json'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Prints a line of text. */
export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Prints a table for people, fitted to the terminal if there is one, or as CSV or JSON for programs. */
export function printTable({ columns, rows }: Table, format: TableFormat): void {
  switch (format) {
    case 'csv':
      printLine(formatCsv(columns, rows));
      return;
    case 'json':
      printLine(formatJson(columns, rows));
      return;
    case 'table': {
      requireReadable({ columns, rows });
      const { stdout } = process;
      printLine(formatTable(columns, rows, stdout.isTTY ? { width: stdout.columns, colors: stdout.hasColors() } : {}));
    }
  }
}

/**
 * Prints what was thrown: the message of a SparsweepError, the stack of any other error.
 *
 * Messages quote files, arguments and plugins, so control characters are escaped.
 */
export function printError(thrown: unknown): void {
  const isDefect = thrown instanceof Error && !(thrown instanceof SparsweepError);
  const text = isDefect ? (thrown.stack ?? thrown.message) : messageOf(thrown);
  const lines = text.split('\n').map((line) => shortened(visibleText(line), LONGEST_LINE));
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** Longer lines of a message are shortened. */
const LONGEST_LINE = 2000;

/** Formatting a table of more cells takes too long. */
const MOST_CELLS = 200_000;

/** The same for characters, including the blanks of alignment. */
const MOST_CHARACTERS = 20_000_000;

/**
 * Checks that a table can be formatted within seconds. Every line is as long as the longest cells together.
 *
 * @throws SparsweepError `invalid-option` that names a format without this limit.
 */
function requireReadable({ columns, rows }: Table): void {
  if (rows.length * columns.length > MOST_CELLS) {
    throw tooLarge(
      `${(rows.length * columns.length).toLocaleString('en')} cells, of at most ${MOST_CELLS.toLocaleString('en')}`,
    );
  }
  const widths = columns.map(({ kind }, index) =>
    rows.reduce((widest, row) => Math.max(widest, cellText(kind, row[index]).length), 0),
  );
  const characters = rows.length * widths.reduce((sum, width) => sum + width, 0);
  if (characters > MOST_CHARACTERS) {
    throw tooLarge(`${characters.toLocaleString('en')} characters, of at most ${MOST_CHARACTERS.toLocaleString('en')}`);
  }
}

function tooLarge(size: string): SparsweepError {
  return new SparsweepError(
    'invalid-option',
    `the answer is too large for a table: ${size}; use LIMIT, or print it with --format csv`,
  );
}

/** The exit status of a command. */
export const ExitStatus = {
  /** All trials finished. */
  finished: 0,
  /** Some trials failed. */
  someFailed: 1,
  /** Bad input; nothing was run. */
  badInput: 2,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;

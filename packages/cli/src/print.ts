import { messageOf, SparsweepError, shortened, visibleText } from '@sparsweep/core';
import { formatCsv, formatJson, formatTable, type Table } from '@sparsweep/reporter';
import { requireReadable } from './tableSize.ts';

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
 * Prints what was thrown: the message of an error that is meant for the user, the stack of a defect.
 *
 * A message quotes files, arguments and plugins: whatever in it would act on the terminal is written out.
 */
export function printError(thrown: unknown): void {
  const isDefect = thrown instanceof Error && !(thrown instanceof SparsweepError);
  const text = isDefect ? (thrown.stack ?? thrown.message) : messageOf(thrown);
  const lines = text.split('\n').map((line) => shortened(visibleText(line), LONGEST_LINE));
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** A longer line of a message quotes something at length. */
const LONGEST_LINE = 2000;

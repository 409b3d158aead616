import { SparsweepError } from '@sparsweep/core';
import { formatCsv, formatJson, formatTable, type Table } from '@sparsweep/reporter';

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
      const { stdout } = process;
      printLine(formatTable(columns, rows, stdout.isTTY ? { width: stdout.columns, colors: stdout.hasColors() } : {}));
    }
  }
}

/** Prints what was thrown: the message of an error that is meant for the user, the stack of a defect. */
export function printError(thrown: unknown): void {
  const isDefect = thrown instanceof Error && !(thrown instanceof SparsweepError);
  process.stderr.write(`${isDefect ? thrown.stack : thrown instanceof Error ? thrown.message : thrown}\n`);
}

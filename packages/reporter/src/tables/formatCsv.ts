import { stringify } from 'csv-stringify/sync';
import { type Cell, type Column, isSpread, type Row } from './table.ts';

/**
 * The table as CSV (RFC 4180, lines end in LF): every digit, nothing for null, structures as JSON. A column of mean and
 * standard deviation becomes two, `name` and `name_sd`.
 *
 * A text that a spreadsheet would run as a formula has a `'` before it, as in spreadsheets themselves: names and errors
 * come from files and from plugins. Numbers, and texts that are numbers, are as they are.
 */
export function formatCsv(columns: readonly Column[], rows: readonly Row[]): string {
  const heading = columns.flatMap(({ name, kind }) =>
    holdsSpread(kind) ? [inert(name), inert(`${name}_sd`)] : [inert(name)],
  );
  const lines = rows.map((row) =>
    columns.flatMap(({ kind }, index) => (holdsSpread(kind) ? spreadFields(row[index]) : [field(row[index])])),
  );
  return stringify([heading, ...lines], { eof: false });
}

function holdsSpread(kind: Column['kind']): boolean {
  return kind === 'fractionSpread' || kind === 'numberSpread';
}

function spreadFields(cell: Cell): readonly string[] {
  return isSpread(cell) ? [field(cell.mean), field(cell.sd)] : [field(cell), ''];
}

function field(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return inert(cell);
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** What spreadsheets take for the beginning of a formula, after blanks as well and in letters of full width. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/u;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function inert(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

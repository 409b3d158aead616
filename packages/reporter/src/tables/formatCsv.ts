import { stringify } from 'csv-stringify/sync';
import { type Cell, type Column, isSpread, type Row } from './table.ts';

/**
 * The table as CSV (RFC 4180, lines end in LF): every digit, nothing for null, structures as JSON. A column of mean and
 * standard deviation becomes two, `name` and `name_sd`.
 */
export function formatCsv(columns: readonly Column[], rows: readonly Row[]): string {
  const heading = columns.flatMap(({ name, kind }) => (holdsSpread(kind) ? [name, `${name}_sd`] : [name]));
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
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

import type { JsonValue } from '@sparsweep/core/plugin';
import {
  formatFraction,
  formatFractionSpread,
  formatNumber,
  formatNumberSpread,
  formatSeconds,
  NOTHING,
} from '../page/formatNumber.js';
import type { Spread } from '../reportData.ts';
import { formatValue } from './formatValue.ts';

/**
 * How the cells of a column read: `fraction` as `97.85%`, `number` with four significant digits, `seconds`, `integer`,
 * `text`, `value` for any JSON value; those of a `fractionSpread` or `numberSpread` are mean ± standard deviation.
 */
export type ColumnKind =
  | 'text'
  | 'value'
  | 'integer'
  | 'number'
  | 'fraction'
  | 'seconds'
  | 'fractionSpread'
  | 'numberSpread';

/** A column of a table. */
export interface Column {
  /** The key in JSON and the heading in CSV; unique in its table. */
  readonly name: string;
  /** The heading for people; the name where absent. */
  readonly title?: string;
  readonly kind: ColumnKind;
}

/** A cell: undefined where the row has no such column, as for a parameter of another branch. */
export type Cell = JsonValue | Spread | undefined;

/** Cells in the order of the columns. */
export type Row = readonly Cell[];

/** Rows under named columns. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Whether a cell holds mean, standard deviation and count. */
export function isSpread(cell: Cell): cell is Spread {
  return typeof cell === 'object' && cell !== null && 'mean' in cell && 'sd' in cell && 'n' in cell;
}

/** The text of a cell, for people. */
export function cellText(kind: ColumnKind, cell: Cell): string {
  if (cell === null || cell === undefined) return NOTHING;
  if (kind === 'fractionSpread' && isSpread(cell)) return formatFractionSpread(cell);
  if (kind === 'numberSpread' && isSpread(cell)) return formatNumberSpread(cell);
  if (isSpread(cell)) return JSON.stringify(cell);
  if (typeof cell !== 'number') return formatValue(cell);
  if (kind === 'fraction') return formatFraction(cell);
  if (kind === 'number') return formatNumber(cell);
  if (kind === 'seconds') return formatSeconds(cell);
  return formatValue(cell);
}

/** Whether a column is set flush right: numbers are, and values when every one of them is a number. */
export function isNumeric(kind: ColumnKind, cells: readonly Cell[]): boolean {
  if (kind !== 'value') return kind !== 'text';
  const present = cells.filter((cell) => cell !== null && cell !== undefined);
  return present.length > 0 && present.every((cell) => typeof cell === 'number');
}

/** The table without the columns, among those named, in which no row has a value. */
export function withoutEmptyColumns(table: Table, names: ReadonlySet<string>): Table {
  const kept = table.columns.flatMap(({ name }, index) =>
    names.has(name) && table.rows.every((row) => isEmpty(row[index])) ? [] : [index],
  );
  return {
    columns: table.columns.filter((_, index) => kept.includes(index)),
    rows: table.rows.map((row) => kept.map((index) => row[index])),
  };
}

function isEmpty(cell: Cell): boolean {
  return cell === null || cell === undefined || (isSpread(cell) && cell.mean === null);
}

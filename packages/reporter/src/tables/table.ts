import { isJsonObject, type JsonValue } from '@sparsweep/core/plugin';
import {
  formatFraction,
  formatFractionSpread,
  formatNumber,
  formatNumberSpread,
  formatSeconds,
  formatSetting,
  NOTHING,
} from '../numbers.ts';
import type { Spread } from '../reportData.ts';

/**
 * How the cells of a column are formatted: `fraction` as `97.85%`, `number` with four significant digits, `value` as any
 * JSON value, `fractionSpread` and `numberSpread` as mean ± standard deviation.
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
  /** The key in JSON and the heading in CSV; unique in the table. */
  readonly name: string;
  /** The heading in tables for people; default: the name. */
  readonly title?: string;
  readonly kind: ColumnKind;
}

/** A cell; undefined if the row does not have the column, such as a parameter of another branch. */
export type Cell = JsonValue | Spread | undefined;

/** Cells in the order of the columns. */
export type Row = readonly Cell[];

/** Rows under named columns. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Whether a cell is a mean with standard deviation and count. */
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

/** Whether a column is aligned right: one of numbers, or of values that are all numbers. */
export function isNumeric(kind: ColumnKind, cells: readonly Cell[]): boolean {
  if (kind !== 'value') return kind !== 'text';
  const present = cells.filter((cell) => cell !== null && cell !== undefined);
  return present.length > 0 && present.every((cell) => typeof cell === 'number');
}

/** The table without those of the named columns in which no row has a value. */
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

/**
 * A parameter as a line of text: text as it is, numbers with at most five significant digits, a plugin as
 * `l1(target=weights, strength=0.01)`, other structures as JSON, and a dash for null and undefined.
 */
export function formatValue(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return NOTHING;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatSetting(value);
  if (isJsonObject(value) && typeof value.use === 'string') {
    const { use, ...options } = value;
    const given = Object.entries(options).map(([name, option]) => `${name}=${formatValue(option)}`);
    return given.length === 0 ? use : `${use}(${given.join(', ')})`;
  }
  return JSON.stringify(value);
}

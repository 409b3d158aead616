import { visibleText } from '@sparsweep/core/plugin';
import { stringify } from 'csv-stringify/sync';
import stringWidth from 'string-width';
import { type TableUserConfig, table } from 'table';
import { type Cell, type Column, cellText, isNumeric, isSpread, type Row } from './table.ts';

/** How a table is printed on a terminal. */
export interface TableStyle {
  /** Columns of the terminal. Wider tables have their longest texts shortened, never their numbers. */
  readonly width?: number;
  /** Whether headings are emphasised by escape sequences. */
  readonly colors?: boolean;
}

/** Cells are not shortened below this width. */
const NARROWEST = 8;
const GAP = 2;
const BOLD = '\u001b[1m';
const NOT_BOLD = '\u001b[22m';

/**
 * The table for a terminal: a heading, a rule, a line for each row; numbers aligned right, a dash for null. Control
 * characters are escaped. Lines end in LF, except for the last.
 */
export function formatTable(columns: readonly Column[], rows: readonly Row[], style: TableStyle = {}): string {
  const texts = rows.map((row) => columns.map(({ kind }, index) => visibleText(cellText(kind, row[index]))));
  const head = columns.map(({ name, title }) => visibleText(title ?? name));
  const numeric = columns.map(({ kind }, index) =>
    isNumeric(
      kind,
      rows.map((row) => row[index]),
    ),
  );
  const widths = fitWidths([head, ...texts], numeric, style.width ?? Number.POSITIVE_INFINITY);
  const [heading = [], ...lines] = [head, ...texts].map((line) =>
    line.map((text, index) => fitWidth(text, widths[index] ?? 0)),
  );
  const emphasised = style.colors ? heading.map((title) => BOLD + title + NOT_BOLD) : heading;
  return table([emphasised, ...lines], layout(numeric))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** A rule below the heading, no other lines, and two spaces between columns. */
function layout(numeric: readonly boolean[]): TableUserConfig {
  return {
    border: { bodyLeft: '', bodyRight: '', bodyJoin: '', joinBody: '─', joinLeft: '', joinRight: '', joinJoin: '' },
    columnDefault: { paddingLeft: 0, paddingRight: GAP },
    columns: numeric.map((isNumber) => ({ alignment: isNumber ? 'right' : 'left' })),
    drawHorizontalLine: (index) => index === 1,
  };
}

/** Widths of the columns: as wide as their texts, but the widest columns of text shrink until all fit into `available`. */
function fitWidths(
  lines: readonly (readonly string[])[],
  numeric: readonly boolean[],
  available: number,
): readonly number[] {
  const widths = numeric.map((_, index) =>
    lines.reduce((widest, line) => Math.max(widest, stringWidth(line[index] ?? '')), 0),
  );
  let excess = widths.reduce((sum, width) => sum + width + GAP, 0) - available;
  while (excess > 0) {
    const texts = widths.map((width, index) => (numeric[index] ? 0 : width));
    const widest = texts.indexOf(Math.max(...texts));
    const width = widths[widest];
    if (width === undefined || texts[widest] === 0 || width <= NARROWEST) break;
    widths[widest] = width - 1;
    excess -= 1;
  }
  return widths;
}

const ELLIPSIS = '…';

/** Cuts a line to at most `width` columns of a terminal; a line that was cut ends in an ellipsis. */
export function fitWidth(line: string, width: number): string {
  if (stringWidth(line) <= width) return line;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (stringWidth(kept + segment) > width - ELLIPSIS.length) break;
    kept += segment;
  }
  return kept + ELLIPSIS;
}

/**
 * The table as CSV (RFC 4180, lines end in LF): every digit, empty fields for null, structures as JSON. A column of mean
 * and standard deviation becomes two, `name` and `name_sd`.
 *
 * A text that a spreadsheet would run as a formula is prefixed with `'`, as spreadsheets do it themselves, because names
 * and errors come from files and plugins. Numbers, and texts that are numbers, are unchanged.
 */
export function formatCsv(columns: readonly Column[], rows: readonly Row[]): string {
  const heading = columns.flatMap(({ name, kind }) =>
    holdsSpread(kind) ? [escapeFormula(name), escapeFormula(`${name}_sd`)] : [escapeFormula(name)],
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
  if (typeof cell === 'string') return escapeFormula(cell);
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** The beginnings of a formula for spreadsheets, including blanks before it and full-width letters. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/u;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function escapeFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** The rows as a JSON list of objects with every digit; missing values are null. */
export function formatJson(columns: readonly Column[], rows: readonly Row[]): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
  return JSON.stringify(objects, null, 2);
}

import CliTable from 'cli-table3';
import stringWidth from 'string-width';
import { type Column, cellText, isNumeric, type Row } from './table.ts';
import { visibleText } from './visibleText.ts';

/** How a table is set for a terminal. */
export interface TableStyle {
  /** Columns of the terminal: wider tables have their longest words shortened, never their numbers. */
  readonly width?: number;
  /** Whether headings may be emphasised by escape sequences. */
  readonly colors?: boolean;
}

/** Shorter than this, a shortened cell would say nothing. */
const NARROWEST = 8;
const GAP = 2;

const CHARS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '─',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/**
 * The table for a terminal: a heading, a rule, a line for each row; numbers flush right, a dash for null. Characters
 * that would act on the terminal are written out. Lines end in LF, but not the last.
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
  const widths = fitWidths(head, texts, numeric, style.width ?? Number.POSITIVE_INFINITY);
  const table = new CliTable({
    head,
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    colWidths: widths.map((width) => width + GAP),
    chars: CHARS,
    style: { head: style.colors ? ['bold'] : [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
  });
  table.push(...texts);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Widths of the columns: what they need, less what the widest columns of words give up to fit into `available`. */
function fitWidths(
  head: readonly string[],
  texts: readonly (readonly string[])[],
  numeric: readonly boolean[],
  available: number,
): readonly number[] {
  const widths = head.map((title, index) =>
    Math.max(...[title, ...texts.map((row) => row[index] ?? '')].map(stringWidth)),
  );
  let excess = widths.reduce((sum, width) => sum + width + GAP, 0) - available;
  while (excess > 0) {
    const words = widths.map((width, index) => (numeric[index] ? 0 : width));
    const widest = words.indexOf(Math.max(...words));
    const width = widths[widest];
    if (width === undefined || words[widest] === 0 || width <= NARROWEST) break;
    widths[widest] = width - 1;
    excess -= 1;
  }
  return widths;
}

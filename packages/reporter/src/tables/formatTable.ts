import { visibleText } from '@sparsweep/core/plugin';
import stringWidth from 'string-width';
import { type TableUserConfig, table } from 'table';
import { fitWidth } from './fitWidth.ts';
import { type Column, cellText, isNumeric, type Row } from './table.ts';

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
const BOLD = '\u001b[1m';
const NOT_BOLD = '\u001b[22m';

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

/** Widths of the columns: what they need, less what the widest columns of words give up to fit into `available`. */
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
    const words = widths.map((width, index) => (numeric[index] ? 0 : width));
    const widest = words.indexOf(Math.max(...words));
    const width = widths[widest];
    if (width === undefined || words[widest] === 0 || width <= NARROWEST) break;
    widths[widest] = width - 1;
    excess -= 1;
  }
  return widths;
}

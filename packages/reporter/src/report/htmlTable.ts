import { visibleText } from '@sparsweep/core/plugin';
import { type Cell, type Column, cellText, isNumeric, isSpread, type Table } from '../tables/table.ts';
import { type Html, html } from './html.ts';

/** How a table stands in the page. */
export interface TableSetting {
  readonly caption: string;
  /** Name of the column by which the rows are sorted already, and which way. */
  readonly sorted?: { readonly name: string; readonly direction: 'ascending' | 'descending' };
  /** What stands before the first column of a row, under the heading `leadTitle`. */
  readonly lead?: (row: readonly Cell[]) => Html;
  readonly leadTitle?: string;
}

/** A table whose headings sort it, in a box that scrolls when the page is too narrow or the table too long. */
export function htmlTable(table: Table, setting: TableSetting): Html {
  const numeric = table.columns.map(({ kind }, index) =>
    isNumeric(
      kind,
      table.rows.map((row) => row[index]),
    ),
  );
  const heads = table.columns.map((column, index) => heading(column, numeric[index] === true, setting));
  const rows = table.rows.map((row) => {
    const cells = table.columns.map((column, index) => dataCell(column, row[index], numeric[index] === true));
    return html`<tr>${setting.lead ? html`<td class="lead">${setting.lead(row)}</td>` : null}${cells}</tr>\n`;
  });
  const lead = setting.lead ? html`<th scope="col" class="lead">${setting.leadTitle ?? ''}</th>` : null;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${setting.caption}"><table>
<caption>${setting.caption}</caption>
<thead><tr>${lead}${heads}</tr></thead>
<tbody>
${rows}</tbody></table></div>`;
}

function heading(column: Column, numeric: boolean, { sorted }: TableSetting): Html {
  const order = sorted?.name === column.name ? html` aria-sort="${sorted.direction}"` : null;
  const title = visibleText(column.title ?? column.name);
  return html`<th scope="col"${numericClass(numeric)}${order}><button type="button">${title}</button></th>`;
}

function dataCell({ name, kind }: Column, cell: Cell, numeric: boolean): Html {
  const text = visibleText(cellText(kind, cell));
  const key = sortKey(cell, text);
  const shown = name === 'status' ? html`<span class="status ${text}">${text}</span>` : text;
  return html`<td${numericClass(numeric)}${key === text ? null : html` data-sort="${key}"`}>${shown}</td>`;
}

function numericClass(numeric: boolean): Html | null {
  return numeric ? html` class="number"` : null;
}

/** What a cell sorts by: the number with every digit, else the text; nothing where there is nothing. */
function sortKey(cell: Cell, text: string): string {
  if (cell === null || cell === undefined) return '';
  if (isSpread(cell)) return cell.mean === null ? '' : String(cell.mean);
  return typeof cell === 'number' ? String(cell) : text;
}

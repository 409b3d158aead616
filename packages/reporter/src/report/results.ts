import { visibleText } from '@sparsweep/core/plugin';
import type { ConfigurationRow, ReportData } from '../reportData.ts';
import { configurationsTable, resultsTable } from '../tables/resultsTable.ts';
import { type Cell, type Column, cellText, isNumeric, isSpread, type Table } from '../tables/table.ts';
import { configurationLabels, MOST_SELECTED } from './buildModel.ts';
import { type Html, html } from './html.ts';
import { outcomeOfConfiguration, rank } from './outcomeMetric.ts';
import type { PageModel } from './pageModel.ts';
import type { Section } from './section.ts';

/** With more trials than this their table is folded. */
const MOST_UNFOLDED = 30;

/** The configurations, best first, with check boxes that choose what the charts colour; then every trial. */
export function resultsSection(data: ReportData, model: PageModel): Section | null {
  if (data.results.length === 0) return null;
  const trials = htmlTable(resultsTable(data.results), {
    caption: 'Trials',
    sorted: { name: 'trial', direction: 'ascending' },
  });
  const count = data.results.length;
  const open = count <= MOST_UNFOLDED ? html` open` : null;
  const content = html`${configurations(data, model)}
<details${open}><summary>${count === 1 ? 'The trial' : `All ${count} trials`}</summary>${trials}</details>`;
  return { id: 'results', title: 'Results', content };
}

function configurations({ configurations: rows }: ReportData, model: PageModel): Html | null {
  if (rows.length === 0) return null;
  const { outcome } = model;
  const rankOf = (row: ConfigurationRow) => rank(outcome, outcome && outcomeOfConfiguration(outcome, row).mean);
  const ranked = rows.toSorted((a, b) => rankOf(b) - rankOf(a) || a.configurationIndex - b.configurationIndex);
  const indexOf = new Map(model.configurations.map(({ number }, index) => [number, index]));
  const table = htmlTable(configurationsTable(ranked), {
    caption: 'Configurations',
    ...(outcome && {
      sorted: {
        name: `${outcome.split}_${outcome.metric}`,
        direction: outcome.metric === 'accuracy' ? 'descending' : 'ascending',
      },
    }),
    leadTitle: 'chart',
    lead: ([number]) => {
      const index = indexOf.get(Number(number)) ?? -1;
      const checked = model.selected.includes(index) ? html` checked` : null;
      return html`<input type="checkbox" data-configuration value="${index}" aria-label="Colour configuration ${String(number)} in the charts" autocomplete="off"${checked}>`;
    },
  });
  return html`${explanation(rows.length)}${table}`;
}

function explanation(count: number): Html | null {
  if (count === 1) return null;
  return html`<p>Mean ± standard deviation over the finished replicates of each configuration. Tick up to ${MOST_SELECTED}
configurations to colour them in every chart below; the others are grey.</p>\n`;
}

/** How a table is shown in the page. */
interface TableOptions {
  readonly caption: string;
  /** The column that the rows are sorted by already, and the direction. */
  readonly sorted?: { readonly name: string; readonly direction: 'ascending' | 'descending' };
  /** An extra first cell of a row, in a column with the heading `leadTitle`. */
  readonly lead?: (row: readonly Cell[]) => Html;
  readonly leadTitle?: string;
}

/** A table with headings that sort it, in a box that scrolls if the page is too narrow or the table too long. */
function htmlTable(table: Table, options: TableOptions): Html {
  const numeric = table.columns.map(({ kind }, index) =>
    isNumeric(
      kind,
      table.rows.map((row) => row[index]),
    ),
  );
  const heads = table.columns.map((column, index) => heading(column, numeric[index] === true, options));
  const rows = table.rows.map((row) => {
    const cells = table.columns.map((column, index) => dataCell(column, row[index], numeric[index] === true));
    return html`<tr>${options.lead ? html`<td class="lead">${options.lead(row)}</td>` : null}${cells}</tr>\n`;
  });
  const lead = options.lead ? html`<th scope="col" class="lead">${options.leadTitle ?? ''}</th>` : null;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${options.caption}"><table>
<caption>${options.caption}</caption>
<thead><tr>${lead}${heads}</tr></thead>
<tbody>
${rows}</tbody></table></div>`;
}

function heading(column: Column, numeric: boolean, { sorted }: TableOptions): Html {
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

/** The key that a cell sorts by: the number with every digit, else the text; empty for a missing value. */
function sortKey(cell: Cell, text: string): string {
  if (cell === null || cell === undefined) return '';
  if (isSpread(cell)) return cell.mean === null ? '' : String(cell.mean);
  return typeof cell === 'number' ? String(cell) : text;
}

/** The trials that failed or diverged, with their errors. */
export function problemsSection({ results }: ReportData): Section | null {
  const labels = configurationLabels(results.map(({ parameters }) => parameters));
  const problems = results.flatMap((row, index) =>
    row.status === 'failed' || row.status === 'diverged' ? [{ row, label: labels[index] ?? '' }] : [],
  );
  if (problems.length === 0) return null;
  const items = problems.map(
    ({
      row,
      label,
    }) => html`<li><p><strong>Trial ${row.number}</strong> <span class="status ${row.status}">${row.status}</span>
${row.epochs === null ? null : html`after ${row.epochs} epochs`} <span class="note">${label}</span></p>
${row.error === null ? null : html`<pre>${visibleLines(row.error)}</pre>`}</li>\n`,
  );
  const content = html`<div class="scroll" role="region" tabindex="0" aria-labelledby="problems"><ul class="problems">${items}</ul></div>`;
  return { id: 'problems', title: 'Failed and diverged trials', content };
}

/** An error message with its line breaks; other control characters are escaped. */
function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}

import type { ConfigurationRow, ReportData } from '../../reportData.ts';
import { configurationsTable } from '../../tables/configurationsTable.ts';
import { resultsTable } from '../../tables/resultsTable.ts';
import { type Html, html } from '../html.ts';
import { htmlTable } from '../htmlTable.ts';
import { MOST_SELECTED } from '../initialSelection.ts';
import { outcomeOfConfiguration, rank } from '../outcome.ts';
import type { PageModel } from '../pageModel.ts';
import type { Section } from './section.ts';

/** With more trials than this their table is folded: the configurations tell the story. */
const MOST_UNFOLDED = 30;

/** The configurations, best first, with the boxes that choose what the charts colour; then every trial. */
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

function explanation(count: number): Html | null {
  if (count === 1) return null;
  return html`<p>Mean ± standard deviation over the finished replicates of each configuration. Tick up to ${MOST_SELECTED}
configurations to colour them in every chart below; the others are grey.</p>\n`;
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

import { visibleText } from '@sparsweep/core/plugin';
import type { ReportData } from '../../reportData.ts';
import { configurationLabels } from '../configurationLabels.ts';
import { html } from '../html.ts';
import type { Section } from './section.ts';

/** The trials that failed or diverged, and why. */
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
${row.error === null ? null : html`<pre>${lines(row.error)}</pre>`}</li>\n`,
  );
  const content = html`<div class="scroll" role="region" tabindex="0" aria-labelledby="problems"><ul class="problems">${items}</ul></div>`;
  return { id: 'problems', title: 'Failed and diverged trials', content };
}

/** An error message with its line breaks, and every other character that acts on text written out. */
function lines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}

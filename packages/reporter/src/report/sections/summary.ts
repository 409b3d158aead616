import { configurationName } from '../../page/selection.js';
import type { ReportData } from '../../reportData.ts';
import { headline } from '../headline.ts';
import { type Html, html } from '../html.ts';
import type { PageModel } from '../pageModel.ts';
import type { Section } from './section.ts';

const STATUSES = ['finished', 'stopped', 'diverged', 'failed', 'running', 'pending'] as const;

/** The sweep in a few numbers: how many trials, the best outcome, and how sparse one can be at that price. */
export function summarySection({ results }: ReportData, { configurations, outcome }: PageModel): Section {
  const highlights = headline(configurations, outcome).map(({ title, value, configuration }) =>
    tile(title, value, configuration === null ? 'by no configuration' : configurationName(configuration)),
  );
  const content = html`${results.some(({ status }) => status === 'finished') ? null : html`<p class="notice">${unfinished(results.length)}</p>`}
<dl class="tiles">${tile('Trials', String(results.length), counts(results))}
${tile('Configurations', String(configurations.length), replicates(results))}
${highlights}</dl>`;
  return { id: 'summary', title: 'Summary', content };
}

function tile(title: string, value: string, detail: string): Html {
  return html`<div><dt>${title}</dt><dd><span class="value">${value}</span>
<span class="detail" title="${detail}">${detail}</span></dd></div>\n`;
}

function unfinished(trials: number): string {
  return trials === 0
    ? 'This sweep has no trials yet.'
    : 'No trial has finished: what follows is what there is so far.';
}

/** `231 finished, 2 diverged`. */
function counts(results: ReportData['results']): string {
  return STATUSES.map((status) => ({ status, count: results.filter((row) => row.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`)
    .join(', ');
}

function replicates(results: ReportData['results']): string {
  const most = results.reduce((greatest, { replicate }) => Math.max(greatest, replicate + 1), 0);
  return most === 1 ? 'one trial each' : most === 0 ? '' : `up to ${most} replicates each`;
}

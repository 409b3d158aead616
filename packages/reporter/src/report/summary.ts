import { formatFraction, formatFractionSpread, formatNumberSpread } from '../numbers.ts';
import { configurationName } from '../page/selection.ts';
import type { ReportData } from '../reportData.ts';
import { type Html, html } from './html.ts';
import { quality } from './outcomeMetric.ts';
import type { OutcomeMetric, PageConfiguration, PageModel } from './pageModel.ts';
import type { Section } from './section.ts';

const STATUSES = ['finished', 'stopped', 'diverged', 'failed', 'running', 'pending'] as const;

/** How far below the best accuracy a configuration may be and still count as close to it. */
const ACCURACY_MARGIN = 0.01;
/** The same for losses, as a fraction of the lowest. */
const LOSS_MARGIN = 0.05;

/** The sweep in a few numbers: trials, the best outcome, and how sparse a configuration can be at that outcome. */
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
    : 'No trial has finished: the report shows what was measured so far.';
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

/** One of the main results of the sweep. */
interface Highlight {
  readonly title: string;
  readonly value: string;
  /** The configuration that reached it; null if no configuration is to be named. */
  readonly configuration: PageConfiguration | null;
}

/** The best outcome, and how sparse a configuration can be that comes close to it. */
export function headline(
  configurations: readonly PageConfiguration[],
  outcome: OutcomeMetric | null,
): readonly Highlight[] {
  if (outcome === null) return [];
  const best = greatest(configurations, ({ outcome: { mean } }) => (mean === null ? null : quality(outcome, mean)));
  if (best === null || best.outcome.mean === null) return [];
  const accuracy = outcome.metric === 'accuracy';
  const value = accuracy ? formatFractionSpread(best.outcome) : formatNumberSpread(best.outcome);
  const margin = accuracy ? ACCURACY_MARGIN : LOSS_MARGIN * Math.abs(best.outcome.mean);
  const least = quality(outcome, best.outcome.mean) - margin;
  const close = configurations.filter(({ outcome: { mean } }) => mean !== null && quality(outcome, mean) >= least);
  const within = accuracy ? 'one percentage point' : '5%';
  return [
    { title: `Best ${outcome.title}`, value, configuration: best },
    ...sparsest(close, 'zeroActivations', `Most zero activations within ${within} of it`),
    ...sparsest(close, 'zeroWeights', `Most zero weights within ${within} of it`),
  ];
}

function sparsest(
  close: readonly PageConfiguration[],
  measure: 'zeroActivations' | 'zeroWeights',
  title: string,
): readonly Highlight[] {
  const found = greatest(close, (configuration) => configuration[measure].mean);
  if (found === null) return [];
  const { mean } = found[measure];
  return [{ title, value: formatFraction(mean), configuration: mean === 0 ? null : found }];
}

/** The first configuration with the greatest value; null if no configuration has a value. */
function greatest(
  configurations: readonly PageConfiguration[],
  measure: (configuration: PageConfiguration) => number | null,
): PageConfiguration | null {
  let found: PageConfiguration | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const configuration of configurations) {
    const value = measure(configuration);
    if (value === null || value <= most) continue;
    found = configuration;
    most = value;
  }
  return found;
}

import { formatFraction, formatFractionSpread, formatNumberSpread } from '../page/formatNumber.js';
import { quality } from './outcome.ts';
import type { Outcome, PageConfiguration } from './pageModel.ts';

/** A number that sums the sweep up. */
export interface Highlight {
  readonly title: string;
  readonly value: string;
  /** The configuration that reached it; null where none needs naming. */
  readonly configuration: PageConfiguration | null;
}

/** How far below the best accuracy a configuration may be and still count as as good. */
const ACCURACY_MARGIN = 0.01;
/** The same for losses, as a fraction of the lowest. */
const LOSS_MARGIN = 0.05;

/** The best outcome, and how sparse a configuration can be that comes close to it. */
export function headline(configurations: readonly PageConfiguration[], outcome: Outcome | null): readonly Highlight[] {
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

/** The first of the configurations with the greatest value; null where none has one. */
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

import { at } from '@sparsweep/core/plugin';
import type { HistoryRow, ResultRow } from '../reportData.ts';
import { html } from './html.ts';
import { type Curve, type CurvePanel, type Curves, type PageModel, spacedIndices } from './pageModel.ts';
import { type Figure, renderFigures, type Section } from './section.ts';

/** At most this many numbers go into the page, about two megabytes. */
const MOST_VALUES = 300_000;
/** A chart has no pixels for more points than this. */
const MOST_EPOCHS = 1000;

const PANELS = [
  { metric: 'loss', split: 'train' },
  { metric: 'loss', split: 'validation' },
  { metric: 'accuracy', split: 'train' },
  { metric: 'accuracy', split: 'validation' },
] as const;

/**
 * Loss and accuracy by epoch for every trial, with four significant digits. If there are too many values for a page,
 * evenly spaced epochs are kept. Null if no history was recorded.
 */
export function curvesOf(history: readonly HistoryRow[], results: readonly ResultRow[]): Curves | null {
  const trialOf = new Map(results.map(({ trialId }, index) => [trialId, index]));
  const relevant = history.filter(({ trialId, value }) => trialOf.has(trialId) && value !== null);
  const panelRows = PANELS.map((panel) => ({
    ...panel,
    rows: relevant.filter(({ name, split }) => name === panel.metric && split === panel.split),
  })).filter(({ rows }) => rows.length > 0);
  if (panelRows.length === 0) return null;

  const all = [...new Set(panelRows.flatMap(({ rows }) => rows.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const most = Math.min(MOST_EPOCHS, Math.max(2, Math.floor(MOST_VALUES / (panelRows.length * results.length))));
  const epochs = spacedIndices(all.length, most).map((index) => at(all, index));
  const panels = panelRows.map(({ metric, split, rows }): CurvePanel => {
    return { metric, split, curves: curvesOfPanel(rows, trialOf, epochs) };
  });
  return { epochs, measured: all.length, panels };
}

function curvesOfPanel(
  rows: readonly HistoryRow[],
  trialOf: ReadonlyMap<number, number>,
  epochs: readonly number[],
): readonly Curve[] {
  const positionOf = new Map(epochs.map((epoch, position) => [epoch, position]));
  const values = new Map<number, (number | null)[]>();
  for (const { trialId, epoch, value } of rows) {
    const trial = trialOf.get(trialId);
    const position = positionOf.get(epoch);
    if (trial === undefined || position === undefined || value === null) continue;
    const curve = values.get(trial) ?? [];
    values.set(trial, curve);
    while (curve.length <= position) curve.push(null);
    curve[position] = Number(value.toPrecision(4));
  }
  return [...values].map(([trial, curve]) => ({ trial, values: curve })).sort((a, b) => a.trial - b.trial);
}

/** Loss and accuracy by epoch. */
export function curvesSection({ curves, configurations }: PageModel): Section | null {
  if (curves === null) return null;
  const { epochs, measured, panels } = curves;
  const thinned = epochs.length < measured ? ` ${epochs.length} of ${measured} epochs are shown, evenly spaced.` : '';
  const lines =
    configurations.length === 1
      ? ''
      : ' A line is the mean of a configuration, its band one standard deviation; faint lines are trials of the others.';
  const content = html`<p>Training values are means over the batches of an epoch, taken while the weights still change; validation is measured
after it.${lines}${thinned}</p>
${renderFigures(panels.map(figureOf))}`;
  return { id: 'curves', title: 'Training', content };
}

function figureOf({ metric, split }: CurvePanel, index: number): Figure {
  const title = `${split} ${metric}`;
  return { title, description: `Line chart of ${title} over the epochs.`, chart: 'curves', index };
}

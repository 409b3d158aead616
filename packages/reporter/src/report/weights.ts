import { at } from '@sparsweep/core/plugin';
import type { LayerWeights, ResultRow, TrialWeights } from '../reportData.ts';
import { html } from './html.ts';
import { layerName } from './layers.ts';
import { chooseOutcomeMetric, outcomeOfTrial, rank } from './outcomeMetric.ts';
import { type HeatMap, type HeatMapLayer, type PageModel, spacedIndices } from './pageModel.ts';
import type { Section } from './section.ts';

/** At most this many inputs or units of a layer are drawn. */
const MOST_PER_SIDE = 256;
/** The heat maps of a report may take this many characters of base64. */
const MOST_CHARACTERS = 3_000_000;

/**
 * The ids of the trials in the order in which the report shows their weights: the first replicate of each
 * configuration, best first, then the second replicates, and so on.
 */
export function heatMapOrder(results: readonly ResultRow[]): readonly number[] {
  const outcome = chooseOutcomeMetric(results);
  const rankOf = (row: ResultRow) => rank(outcome, outcome && outcomeOfTrial(outcome, row));
  return results
    .toSorted((a, b) => a.replicate - b.replicate || rankOf(b) - rankOf(a) || a.number - b.number)
    .map(({ trialId }) => trialId);
}

/** The kernels of as many trials as fit into the page, in the given order; at least those of the first. */
export function heatMapsOf(weights: Iterable<TrialWeights>, results: readonly ResultRow[]): readonly HeatMap[] {
  const trialOf = new Map(results.map(({ trialId }, index) => [trialId, index]));
  const maps: HeatMap[] = [];
  let characters = 0;
  for (const { trialId, layers } of weights) {
    const trial = trialOf.get(trialId);
    if (trial === undefined) continue;
    const drawn = layers.map((layer, index) => heatMapLayer(layer, layerName(index, layers.length)));
    characters += drawn.reduce((sum, { values }) => sum + values.length, 0);
    if (maps.length > 0 && characters > MOST_CHARACTERS) break;
    maps.push({ trial, layers: drawn });
  }
  return maps;
}

/**
 * One kernel, with evenly spaced inputs and units if it has too many. Picking weights keeps the frequency of exact
 * zeros; averaging neighbours would hide them.
 */
function heatMapLayer({ inputs, units, kernel }: LayerWeights, name: string): HeatMapLayer {
  const rows = spacedIndices(inputs, MOST_PER_SIDE);
  const columns = spacedIndices(units, MOST_PER_SIDE);
  const shown = new DataView(new ArrayBuffer(4 * rows.length * columns.length));
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      shown.setFloat32(4 * (i * columns.length + j), at(kernel, row * units + column), true);
    });
  });
  let zeros = 0;
  let largest = 0;
  for (const weight of kernel) {
    if (weight === 0) zeros += 1;
    if (Number.isFinite(weight)) largest = Math.max(largest, Math.abs(weight));
  }
  const zeroFraction = kernel.length === 0 ? 0 : zeros / kernel.length;
  const values = Buffer.from(shown.buffer).toString('base64');
  return { name, inputs, units, rows, columns, zeroFraction, largest, values };
}

/** The final weights of one trial at a time, which the reader chooses. */
export function weightsSection({ heatMaps, trials, configurations }: PageModel): Section | null {
  if (heatMaps.length === 0) return null;
  const options = heatMaps.map(({ trial }, index) => {
    const number = trials[trial]?.number ?? '';
    const { label = '' } = configurations[trials[trial]?.configuration ?? -1] ?? {};
    return html`<option value="${index}"${index === 0 ? html` selected` : null}>${number}${label && `, ${label}`}</option>\n`;
  });
  const part =
    heatMaps.length < trials.length
      ? html` This file holds the weights of ${heatMaps.length} of ${trials.length} trials.`
      : null;
  const content = html`<p>The kernel of each layer after training: inputs downwards, units to the right. Exact zeros have a colour of their own,
distinct from that of small weights.${part}</p>
<p class="choice"><label for="heat-map-trial">Trial</label> <select id="heat-map-trial" autocomplete="off">${options}</select></p>
<div id="heat-maps" class="figures"></div>`;
  return { id: 'weights', title: 'Weights', content };
}

import { at } from '@sparsweep/core/plugin';
import type { LayerWeights, ResultRow, TrialWeights } from '../reportData.ts';
import { layerName } from './layerSparsity.ts';
import { chooseOutcome, outcomeOfTrial, rank } from './outcome.ts';
import type { HeatMap, HeatMapLayer } from './pageModel.ts';
import { spacedIndices } from './spacedIndices.ts';

/** Inputs or units of one layer that are drawn at most. */
const MOST_PER_SIDE = 256;
/** Characters of base64 that the heat maps of one report may take. */
const MOST_CHARACTERS = 3_000_000;

/**
 * The ids of the trials in the order in which the report shows their weights: the first replicate of each
 * configuration, best first, then the second replicates, and so on. A caller need not load more than fit.
 */
export function heatMapOrder(results: readonly ResultRow[]): readonly number[] {
  const outcome = chooseOutcome(results);
  const rankOf = (row: ResultRow) => rank(outcome, outcome && outcomeOfTrial(outcome, row));
  return results
    .toSorted((a, b) => a.replicate - b.replicate || rankOf(b) - rankOf(a) || a.number - b.number)
    .map(({ trialId }) => trialId);
}

/** The kernels of as many trials as fit into the page, in the order given; of the first in any case. */
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
 * One kernel, with inputs and units at even distances where it has too many. Picking weights keeps exact zeros as
 * frequent as they are; averaging neighbours would wash them out.
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

import { at } from '../plugin/at.ts';
import type { JsonObject } from '../plugin/json.ts';
import type { RandomStream } from '../plugin/random.ts';
import type { Space } from '../search/space.ts';
import { featureOf } from './fanova/feature.ts';
import { mainEffects } from './fanova/mainEffects.ts';
import { growTree } from './fanova/regressionTree.ts';

/** How many trees the forest has. */
const TREES = 64;
/** No tree is grown from more configurations than these, so that a very long sweep is judged in seconds. */
const LARGEST_SAMPLE = 1000;

/**
 * For each parameter of a space, the share of a metric's variance over the search space that the parameter makes alone;
 * what is left to 1 is made by several together. Null where the metric does not vary.
 *
 * Functional analysis of variance (Hutter, Hoos & Leyton-Brown 2014) of a random forest, with the trees of Optuna's
 * FanovaImportanceEvaluator: 64, fully grown, of a bootstrap sample each, every parameter tried at every node. Numbers
 * are taken in their own scale, and averages go over the space's distribution: over a logarithmic range evenly in the
 * logarithm, over choices by their probabilities. A parameter inside a choice is judged where it exists; what its
 * presence changes is the choice's doing.
 *
 * @param rows the stored parameters of each configuration, by name.
 * @param values the metric of each configuration.
 * @param stream draws the bootstrap samples.
 */
export function fanova(
  space: Space,
  rows: readonly JsonObject[],
  values: readonly number[],
  stream: RandomStream,
): readonly (number | null)[] {
  const features = space.parameters.map((parameter) => featureOf(parameter, rows));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  // Sums of deviations lose less to rounding than sums of values.
  const targets = Float64Array.from(values, (value) => value - mean);
  const sums = features.map(() => 0);
  let varying = 0;
  for (let tree = 0; tree < TREES && values.length > 0; tree++) {
    const counts = bootstrapCounts(values.length, stream);
    const { total, alone } = mainEffects(growTree(features, { targets, counts }), features);
    if (total <= 0) continue;
    varying++;
    for (const [i, variance] of alone.entries()) sums[i] = at(sums, i) + Math.min(1, variance / total);
  }
  return sums.map((sum) => (varying === 0 ? null : sum / varying));
}

/** How often each of `size` configurations is in a sample with replacement. */
function bootstrapCounts(size: number, stream: RandomStream): Float64Array {
  const counts = new Float64Array(size);
  for (let draw = 0; draw < Math.min(size, LARGEST_SAMPLE); draw++) {
    const row = stream.integer(size);
    counts[row] = at(counts, row) + 1;
  }
  return counts;
}

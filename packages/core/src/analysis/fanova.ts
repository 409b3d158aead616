import { at } from '../plugin/at.ts';
import type { JsonObject } from '../plugin/json.ts';
import type { RandomStream } from '../plugin/random.ts';
import type { Space } from '../search/space.ts';
import { type Feature, featureOf, sideShare } from './fanova/feature.ts';
import { growTree, type Leaf } from './fanova/regressionTree.ts';

/** The number of trees of the forest. */
const TREES = 64;
/** The largest bootstrap sample, so that a very long sweep is analysed in seconds. */
const LARGEST_SAMPLE = 1000;

/**
 * For each parameter of a space, the share of a metric's variance over the search space due to it alone; the rest up to
 * 1 is due to interactions. Null if the metric does not vary.
 *
 * Functional analysis of variance (Hutter, Hoos & Leyton-Brown 2014) of a random forest, with the trees of Optuna's
 * FanovaImportanceEvaluator: 64 fully grown trees, each from a bootstrap sample, every parameter tried at every node.
 * Averages are over the distribution of the space: uniform in the logarithm over a logarithmic range, and by
 * probability over choices. A conditional parameter is measured where it exists; the effect of its presence belongs to
 * the choice.
 *
 * @param rows the stored parameters of each configuration.
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
  // Sums of deviations have smaller rounding errors than sums of values.
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

/** How often each of `size` configurations occurs in a sample with replacement. */
function bootstrapCounts(size: number, stream: RandomStream): Float64Array {
  const counts = new Float64Array(size);
  for (let draw = 0; draw < Math.min(size, LARGEST_SAMPLE); draw++) {
    const row = stream.integer(size);
    counts[row] = at(counts, row) + 1;
  }
  return counts;
}

/** The variance of a tree's prediction over random draws, and the part of each parameter. */
interface MainEffects {
  readonly total: number;
  /** For each parameter, the variance of the prediction averaged over all others. */
  readonly alone: readonly number[];
}

/** The contribution of a leaf to the marginal prediction at each value of one parameter that it covers. */
interface Contribution {
  readonly leaf: Leaf;
  readonly height: number;
}

/**
 * The variance of a tree's prediction and of its marginal predictions: the exact decomposition of Hutter, Hoos &
 * Leyton-Brown (2014, An efficient approach for assessing hyperparameter importance), whose algorithm 2 sums over
 * leaves as here.
 */
export function mainEffects(leaves: readonly Leaf[], features: readonly Feature[]): MainEffects {
  const shares = leaves.map(({ box }) => box.map((side, i) => sideShare(side, at(features, i))));
  const weights = shares.map((sides) => sides.reduce((product, share) => product * share, 1));
  const mean = leaves.reduce((sum, { value }, i) => sum + at(weights, i) * value, 0);
  const total = leaves.reduce((sum, { value }, i) => sum + at(weights, i) * (value - mean) ** 2, 0);
  const alone = features.map((feature, index) => {
    const contributions = leaves.map((leaf, i) => ({
      leaf,
      height: (leaf.value - mean) * at(shares, i).reduce((rest, share, j) => (j === index ? rest : rest * share), 1),
    }));
    return feature.type === 'number'
      ? varianceOverInterval(contributions, index)
      : varianceOverChoices(contributions, index, feature.shares);
  });
  return { total, alone };
}

/** The integral of the squared marginal prediction: it is constant between the ends of the leaves' intervals. */
function varianceOverInterval(contributions: readonly Contribution[], index: number): number {
  const ends = contributions.flatMap(({ leaf, height }) => {
    const side = at(leaf.box, index);
    if (side.type === 'choices') return [];
    return [
      { place: side.low, change: height },
      { place: side.high, change: -height },
    ];
  });
  ends.sort((a, b) => a.place - b.place);
  let [variance, marginal, last] = [0, 0, 0];
  for (const { place, change } of ends) {
    variance += marginal * marginal * (place - last);
    marginal += change;
    last = place;
  }
  return variance;
}

function varianceOverChoices(contributions: readonly Contribution[], index: number, shares: readonly number[]): number {
  const marginals = shares.map(() => 0);
  for (const { leaf, height } of contributions) {
    const side = at(leaf.box, index);
    if (side.type === 'interval') continue;
    for (const choice of side.choices) marginals[choice] = at(marginals, choice) + height;
  }
  return marginals.reduce((sum, marginal, choice) => sum + at(shares, choice) * marginal * marginal, 0);
}

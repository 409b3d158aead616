import { at } from '../../plugin/at.ts';
import { sideShare } from './box.ts';
import type { Feature } from './feature.ts';
import type { Leaf } from './regressionTree.ts';

/** How a tree's prediction varies over all random draws, and how much of that each parameter does alone. */
export interface MainEffects {
  readonly total: number;
  /** For each parameter, the variance of the prediction averaged over all others. */
  readonly alone: readonly number[];
}

/** A leaf's contribution to the average prediction at each value of one parameter that it covers. */
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

import { at } from '../../plugin/at.ts';
import type { Side } from './box.ts';
import type { Feature } from './feature.ts';

/** What a tree is grown from: a target for each configuration, and how often the configuration was drawn for it. */
export interface Sample {
  readonly targets: Float64Array;
  readonly counts: Float64Array;
}

/** A way to part a node by one parameter. */
export interface NodeSplit {
  /** How much less the targets vary within the parts than in the whole; only differences of gains mean anything. */
  readonly gain: number;
  readonly left: Side;
  readonly right: Side;
  /** Whether a configuration with this value is on the left. */
  readonly isLeft: (value: number) => boolean;
}

/** Number and sum of targets. */
interface Sums {
  readonly count: number;
  readonly sum: number;
}

/**
 * The split of a node at the threshold of a numeric parameter where the gain is greatest, half way between two values.
 *
 * @param order the node's configurations, by ascending value.
 * @param side the node's own.
 */
function splitInterval(
  order: readonly number[],
  values: Float64Array,
  side: Side & { type: 'interval' },
  sample: Sample,
): NodeSplit | undefined {
  const total = sumsOf(order, sample);
  let [count, sum] = [0, 0];
  let best = { gain: Number.NEGATIVE_INFINITY, last: 0, threshold: 0 };
  for (let place = 0; place + 1 < order.length; place++) {
    const row = at(order, place);
    count += at(sample.counts, row);
    sum += at(sample.counts, row) * at(sample.targets, row);
    const [last, next] = [at(values, row), at(values, at(order, place + 1))];
    if (last === next) continue;
    const gain = gainOf({ count, sum }, total);
    if (gain > best.gain) best = { gain, last, threshold: (last + next) / 2 };
  }
  if (best.gain === Number.NEGATIVE_INFINITY) return undefined;
  const { gain, last, threshold } = best;
  return {
    gain,
    left: { ...side, high: threshold },
    right: { ...side, low: threshold },
    // Half way between neighbouring numbers can be either of them; the value itself cannot be mistaken.
    isLeft: (value) => value <= last,
  };
}

/**
 * The split of a node by choices where the gain is greatest. With the choices in the order of their mean targets, one
 * of the splits between two neighbours is the best of all (Breiman, Friedman, Olshen & Stone 1984, theorem 4.5).
 * Choices that none of the configurations made go where most configurations go.
 *
 * @param rows the node's configurations.
 * @param side the node's own.
 */
function splitChoices(
  rows: readonly number[],
  values: Float64Array,
  side: Side & { type: 'choices' },
  sample: Sample,
): NodeSplit | undefined {
  const sums = new Map<number, Sums>();
  for (const row of rows) {
    const choice = at(values, row);
    const { count, sum } = sums.get(choice) ?? { count: 0, sum: 0 };
    const times = at(sample.counts, row);
    sums.set(choice, { count: count + times, sum: sum + times * at(sample.targets, row) });
  }
  const groups = [...sums].map(([choice, group]) => ({ choice, ...group }));
  groups.sort((a, b) => a.sum / a.count - b.sum / b.count || a.choice - b.choice);
  const total = sumsOf(rows, sample);
  let [count, sum] = [0, 0];
  let best = { gain: Number.NEGATIVE_INFINITY, chosen: 0, isHeavier: false };
  for (const [place, group] of groups.slice(0, -1).entries()) {
    count += group.count;
    sum += group.sum;
    const gain = gainOf({ count, sum }, total);
    if (gain > best.gain) best = { gain, chosen: place + 1, isHeavier: 2 * count >= total.count };
  }
  if (best.gain === Number.NEGATIVE_INFINITY) return undefined;
  const chosen = new Set(groups.slice(0, best.chosen).map(({ choice }) => choice));
  const isLeft = (choice: number): boolean => (sums.has(choice) ? chosen.has(choice) : best.isHeavier);
  return {
    gain: best.gain,
    left: { ...side, choices: side.choices.filter(isLeft) },
    right: { ...side, choices: side.choices.filter((choice) => !isLeft(choice)) },
    isLeft,
  };
}

/** The split of a node by a parameter; undefined where it has but one value there, or does not exist everywhere. */
export function splitBy(feature: Feature, node: SplitNode, sample: Sample): NodeSplit | undefined {
  const { side, rows, order } = node;
  if (feature.type === 'number' && side.type === 'interval') {
    // What a choice brings with it may only part what made that choice: its presence is the choice's doing.
    return order.length < rows.length ? undefined : splitInterval(order, feature.values, side, sample);
  }
  if (side.type !== 'choices' || rows.some((row) => Number.isNaN(at(feature.values, row)))) return undefined;
  return splitChoices(rows, feature.values, side, sample);
}

/** A node as one parameter sees it. */
export interface SplitNode {
  readonly side: Side;
  readonly rows: readonly number[];
  /** The configurations in which a numeric parameter exists, by ascending value. */
  readonly order: readonly number[];
}

function sumsOf(rows: readonly number[], { counts, targets }: Sample): Sums {
  let [count, sum] = [0, 0];
  for (const row of rows) {
    count += at(counts, row);
    sum += at(counts, row) * at(targets, row);
  }
  return { count, sum };
}

/** The squared deviations from the mean that a split takes away, up to what all splits of a node share. */
function gainOf({ count, sum }: Sums, total: Sums): number {
  const [otherCount, otherSum] = [total.count - count, total.sum - sum];
  return (sum * sum) / count + (otherSum * otherSum) / otherCount;
}

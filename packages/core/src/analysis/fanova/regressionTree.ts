import { at } from '../../plugin/at.ts';
import { type Box, type Feature, type Side, wholeSide } from './feature.ts';

/** A part of the search space and its prediction. */
export interface Leaf {
  readonly box: Box;
  readonly value: number;
}

interface Node {
  readonly box: Box;
  readonly rows: readonly number[];
  /** For each numeric parameter, the configurations in which it exists, by ascending value. */
  readonly orders: readonly (readonly number[])[];
}

/**
 * The leaves of a regression tree (CART; Breiman, Friedman, Olshen & Stone 1984), which together cover the search space
 * once. Every node is split where the squared error falls most, until its targets are equal or no split is left.
 *
 * @param features the parameters; at least one configuration of the sample is drawn.
 */
export function growTree(features: readonly Feature[], sample: Sample): readonly Leaf[] {
  const isDrawn = (row: number): boolean => at(sample.counts, row) > 0;
  const open: Node[] = [
    {
      box: features.map(wholeSide),
      rows: [...sample.counts.keys()].filter(isDrawn),
      orders: features.map((feature) => (feature.type === 'number' ? feature.order.filter(isDrawn) : [])),
    },
  ];
  const leaves: Leaf[] = [];
  const isLeft = new Uint8Array(sample.counts.length);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const best = bestSplit(features, node, sample);
    if (best === undefined) leaves.push({ box: node.box, value: meanTarget(node.rows, sample) });
    else open.push(...parts(node, at(features, best.index), best, isLeft));
  }
  return leaves;
}

type IndexedSplit = NodeSplit & { readonly index: number };

function bestSplit(features: readonly Feature[], node: Node, sample: Sample): IndexedSplit | undefined {
  const first = at(sample.targets, at(node.rows, 0));
  if (node.rows.every((row) => at(sample.targets, row) === first)) return undefined;
  let best: IndexedSplit | undefined;
  for (const [index, feature] of features.entries()) {
    const seen = { side: at(node.box, index), rows: node.rows, order: at(node.orders, index) };
    const split = splitBy(feature, seen, sample);
    if (split !== undefined && split.gain > (best?.gain ?? Number.NEGATIVE_INFINITY)) best = { ...split, index };
  }
  return best;
}

/** @param isLeft a buffer with one place per configuration. */
function parts(
  { box, rows, orders }: Node,
  { values }: Feature,
  split: IndexedSplit,
  isLeft: Uint8Array,
): readonly Node[] {
  for (const row of rows) isLeft[row] = split.isLeft(at(values, row)) ? 1 : 0;
  return [split.left, split.right].map((side, part) => ({
    box: box.with(split.index, side),
    rows: selected(rows, isLeft, 1 - part),
    orders: orders.map((order) => selected(order, isLeft, 1 - part)),
  }));
}

/** The rows with the wanted mark, in order. A plain loop, because this is the hot path of growing a tree. */
function selected(rows: readonly number[], marks: Uint8Array, wanted: number): readonly number[] {
  const kept: number[] = [];
  for (const row of rows) if (marks[row] === wanted) kept.push(row);
  return kept;
}

function meanTarget(rows: readonly number[], { targets, counts }: Sample): number {
  let [count, sum] = [0, 0];
  for (const row of rows) {
    count += at(counts, row);
    sum += at(counts, row) * at(targets, row);
  }
  return sum / count;
}

/** The bootstrap sample of a tree: a target for each configuration, and how often the configuration was drawn. */
interface Sample {
  readonly targets: Float64Array;
  readonly counts: Float64Array;
}

/** A split of a node by one parameter. */
interface NodeSplit {
  /** The reduction of the squared error, up to a constant that all splits of a node share. */
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
 * The split of a node by a numeric parameter with the greatest gain, half way between two values.
 *
 * @param order the node's configurations, by ascending value.
 * @param side of the node.
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
    // The midpoint of adjacent doubles rounds to one of them, so compare with the value itself.
    isLeft: (value) => value <= last,
  };
}

/**
 * The split of a node by choices with the greatest gain. With the choices in order of their mean targets, one of the
 * splits between two neighbours is the best of all (Breiman, Friedman, Olshen & Stone 1984, theorem 4.5). Choices
 * without a configuration go to the larger part.
 *
 * @param rows the node's configurations.
 * @param side of the node.
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

/** The best split of a node by a parameter; undefined if it has one value there, or does not exist everywhere. */
function splitBy(feature: Feature, node: SplitNode, sample: Sample): NodeSplit | undefined {
  const { side, rows, order } = node;
  if (feature.type === 'number' && side.type === 'interval') {
    // A conditional parameter may only split nodes in which it always exists: its presence belongs to the choice.
    return order.length < rows.length ? undefined : splitInterval(order, feature.values, side, sample);
  }
  if (side.type !== 'choices' || rows.some((row) => Number.isNaN(at(feature.values, row)))) return undefined;
  return splitChoices(rows, feature.values, side, sample);
}

/** A node as one parameter sees it. */
interface SplitNode {
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

/** The reduction of the squared error by a split, up to a constant that all splits of a node share. */
function gainOf({ count, sum }: Sums, total: Sums): number {
  const [otherCount, otherSum] = [total.count - count, total.sum - sum];
  return (sum * sum) / count + (otherSum * otherSum) / otherCount;
}

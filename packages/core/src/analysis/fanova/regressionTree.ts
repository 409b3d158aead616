import { at } from '../../plugin/at.ts';
import { type Box, wholeSide } from './box.ts';
import type { Feature } from './feature.ts';
import { type NodeSplit, type Sample, splitBy } from './split.ts';

/** A part of the search space, and what the tree predicts in it. */
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
 * once. Every node is split where the squared error falls most, until all targets in it are equal or nothing is left to
 * split by.
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

/** @param isLeft a place for each configuration, to be written to. */
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

/** The rows that are marked so, in their order. A loop: most of the time of growing a tree goes by here. */
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

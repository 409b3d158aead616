import { at } from '../../plugin/at.ts';
import type { Dataset } from '../../plugin/dataset.ts';
import type { Samples, TrialData } from '../../plugin/engine.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import { SPLITS, type Split } from '../../plugin/measurement.ts';
import type { RandomStream } from '../../plugin/random.ts';
import type { Task } from '../../plugin/structure.ts';
import type { SplitFractions } from '../../sweepfile/configuration.ts';
import { randomStreams } from '../plan/randomStreams.ts';

/**
 * Divides a dataset into splits, as float32.
 *
 * @param seed seed of the split, the same for all trials of a sweep so that they are compared on the same rows.
 * @throws SparsweepError `invalid-data` when there are no labels to learn or no rows to train on.
 */
export function trialData(dataset: Dataset, task: Task, fractions: SplitFractions, seed: number): TrialData {
  const { rows } = dataset.features;
  const labels = dataset.levels.at(-1)?.labels;
  if (labels === undefined && task === 'classification') {
    throw new SparsweepError('invalid-data', 'the dataset has no labels, which `task: classification` learns');
  }
  const split = splitRows(labels ?? new Int32Array(rows), fractions, randomStreams(seed)('split'));
  if (split.train === undefined) {
    throw new SparsweepError('invalid-data', `the train split is empty: the dataset has ${rows} rows`);
  }
  const learned = task === 'classification' ? labels : undefined;
  return {
    train: samplesOf(dataset, learned, split.train),
    ...(split.validation === undefined ? {} : { validation: samplesOf(dataset, learned, split.validation) }),
    ...(split.test === undefined ? {} : { test: samplesOf(dataset, learned, split.test) }),
  };
}

function samplesOf({ features }: Dataset, labels: Int32Array | undefined, rows: readonly number[]): Samples {
  const { columns, values } = features;
  const selected = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => {
    selected.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return {
    rows: rows.length,
    features: selected,
    labels: labels === undefined ? new Int32Array(0) : Int32Array.from(rows, (row) => at(labels, row)),
  };
}

/** The rows of each split in the dataset's order; empty splits are absent. */
type SplitRows = Readonly<Partial<Record<Split, readonly number[]>>>;

/**
 * Deals rows to splits, stratified by class: each row goes to the split that is furthest behind its share of all rows dealt
 * so far. Every class is divided in the same proportions up to rounding, and rounding errors of one class are made up for
 * in the next.
 *
 * @param labels the class of each row.
 * @param fractions of all rows, summing to 1.
 * @param random shuffles the rows of each class; not drawn from with `train: 1`.
 */
export function splitRows(labels: Int32Array, fractions: SplitFractions, random: RandomStream): SplitRows {
  const order = rowsByClass(labels).flatMap((rows) => (fractions.train < 1 ? shuffled(rows, random) : rows));
  const dealt: Record<Split, number[]> = { train: [], validation: [], test: [] };
  for (const [index, row] of order.entries()) {
    const behind = SPLITS.map((split) => (index + 1) * (fractions[split] ?? 0) - dealt[split].length);
    dealt[at(SPLITS, behind.indexOf(Math.max(...behind)))].push(row);
  }
  const filled = SPLITS.filter((split) => dealt[split].length > 0);
  return Object.fromEntries(filled.map((split) => [split, dealt[split].sort((a, b) => a - b)]));
}

function rowsByClass(labels: Int32Array): readonly (readonly number[])[] {
  const groups = Map.groupBy(labels.keys(), (row) => at(labels, row));
  return [...groups.keys()].sort((a, b) => a - b).map((label) => groups.get(label) ?? []);
}

/** The rows in a random order (Fisher-Yates). */
function shuffled(rows: readonly number[], random: RandomStream): readonly number[] {
  const order = [...rows];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [at(order, other), at(order, last)];
  }
  return order;
}

import { at } from '../../plugin/at.ts';
import type { Dataset } from '../../plugin/dataset.ts';
import type { Samples, TrialData } from '../../plugin/engine.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import type { Task } from '../../plugin/structure.ts';
import type { SplitFractions } from '../../sweepfile/configuration.ts';
import { randomStreams } from '../plan/randomStreams.ts';
import { splitRows } from './splitRows.ts';

/**
 * A dataset divided into splits, as float32.
 *
 * @param seed seed of the split, the same for every trial of a sweep so that all are compared on the same rows.
 * @throws SparsweepError `invalid-data` when it has no labels to learn, or no rows to train on.
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

import { at, type Measurement, type Scalar, type Split } from '@sparsweep/core/plugin';

/** What a step tells of a batch: means over its rows, and how many of them were right. */
export interface BatchResult {
  readonly loss: Scalar;
  readonly penalty?: Scalar;
  readonly correct: Scalar | null;
}

/** Means over the rows of several batches. */
export interface RowMeans {
  /** Reads what a step told of a batch of `rows` rows. */
  add(batch: BatchResult, rows: number): void;
  /** The means as measurements of the whole model, in the order loss, penalty, accuracy. */
  measurements(split: Split): readonly Measurement[];
}

/** Begins such means. Sums are kept in float64. */
export function rowMeans(): RowMeans {
  const sums = new Map<string, number>();
  let total = 0;
  const addTo = (name: string, sum: number): void => {
    sums.set(name, (sums.get(name) ?? 0) + sum);
  };
  return {
    add({ loss, penalty, correct }, rows) {
      total += rows;
      addTo('loss', read(loss) * rows);
      if (penalty !== undefined) addTo('penalty', read(penalty) * rows);
      if (correct !== null) addTo('accuracy', read(correct));
    },
    measurements: (split) => [...sums].map(([name, sum]) => ({ name, split, layer: null, value: sum / total })),
  };
}

function read(scalar: Scalar): number {
  return at(scalar.dataSync<'float32'>(), 0);
}

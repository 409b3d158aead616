import { at, type Measurement, type Scalar, type Split } from '@sparsweep/core/plugin';

/** The result of a step on a batch: means over its rows, and the number of correctly classified rows. */
export interface BatchResult {
  readonly loss: Scalar;
  readonly penalty?: Scalar;
  readonly correct: Scalar | null;
}

/** Accumulates means over the rows of several batches. */
export interface RowMeans {
  /** Adds the result of a batch of `rows` rows. */
  add(batch: BatchResult, rows: number): void;
  /** The means as measurements of the whole model, in the order loss, penalty, accuracy. */
  measurements(split: Split): readonly Measurement[];
}

/** Creates an empty accumulator. Sums are float64. */
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

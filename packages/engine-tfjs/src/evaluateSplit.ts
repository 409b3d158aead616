import type { Scalar } from '@sparsweep/core/plugin';
import {
  CHUNK_ROWS,
  evaluateStep,
  rowRanges,
  rowsInOrder,
  type SplitData,
  type StepContext,
  type StepNumbers,
  type TrainingState,
} from '@sparsweep/training';
import { batchOf } from './batchOf.ts';
import { inScope } from './inScope.ts';
import { type RowMeans, rowMeans } from './rowMeans.ts';

/** The loss, penalty and accuracy of a split, as means over chunks of rows weighted by their size. */
export function evaluateSplit(
  context: StepContext,
  state: TrainingState,
  split: SplitData,
  numbers: StepNumbers<Scalar>,
): RowMeans {
  const means = rowMeans();
  const order = rowsInOrder(split.rows);
  for (const range of rowRanges(split.rows, CHUNK_ROWS)) {
    inScope(context.tf, () => {
      const result = evaluateStep(context, state, batchOf(context.tf, split, order, range), numbers);
      means.add(result, range.to - range.from);
    });
  }
  return means;
}

import type { Scalar } from '@sparsweep/core/plugin';
import {
  rowRanges,
  type SplitData,
  type StepContext,
  type StepNumbers,
  type TrainingState,
  tensorsOf,
  trainStep,
} from '@sparsweep/training';
import { batchOf } from './batchOf.ts';
import { inScope } from './inScope.ts';
import { type RowMeans, rowMeans } from './rowMeans.ts';

/**
 * Trains once over the rows in `order` and gives the state that results, whose tensors are the caller's to free.
 * The tensors of the state that it is given are freed.
 */
export function trainEpoch(
  context: StepContext,
  before: TrainingState,
  split: SplitData,
  order: Uint32Array,
  numbers: StepNumbers<Scalar>,
): { readonly state: TrainingState; readonly means: RowMeans } {
  const { tf, structure } = context;
  const means = rowMeans();
  let state = before;
  for (const range of rowRanges(order.length, structure.batchSize)) {
    const next = inScope(
      tf,
      () => {
        const { state: next, ...result } = trainStep(context, state, batchOf(tf, split, order, range), numbers);
        means.add(result, range.to - range.from);
        return next;
      },
      tensorsOf,
    );
    const present = new Set(tensorsOf(next));
    for (const tensor of tensorsOf(state)) if (!present.has(tensor)) tensor.dispose();
    state = next;
  }
  return { state, means };
}

import { at, type Scalar, type TensorOps } from '@sparsweep/core/plugin';
import {
  type Batch,
  CHUNK_ROWS,
  evaluateStep,
  gatherRows,
  hiddenActivations,
  type LayerActivations,
  type RowRange,
  rowRanges,
  rowsInOrder,
  type SplitData,
  type StepContext,
  type StepNumbers,
  type TrainingState,
  tensorsOf,
  trainStep,
} from '@sparsweep/training';
import { inScope } from './inScope.ts';
import { type RowMeans, rowMeans } from './rowMeans.ts';

/**
 * Trains for one epoch over the rows in `order`. It frees the tensors of `before`; the caller frees those of the
 * returned state.
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

/** The loss, penalty and accuracy of a split, as means over its chunks weighted by their rows. */
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

/** The activations of the hidden layers on a whole split. */
export function activationsOn(
  context: StepContext,
  state: TrainingState,
  split: SplitData,
  numbers: StepNumbers<Scalar>,
): readonly LayerActivations[] {
  const { tf, structure } = context;
  const activations = structure.layers.slice(0, -1).map(({ units }) => ({
    rows: split.rows,
    units,
    values: new Float32Array(split.rows * units),
  }));
  const order = rowsInOrder(split.rows);
  for (const range of rowRanges(split.rows, CHUNK_ROWS)) {
    inScope(tf, () => {
      const chunk = hiddenActivations(context, state, batchOf(tf, split, order, range).features, numbers);
      for (const [layer, { units, values }] of activations.entries()) {
        values.set(at(chunk, layer).dataSync<'float32'>(), range.from * units);
      }
    });
  }
  return activations;
}

/** The rows at positions `range` of `order`, as tensors. */
function batchOf(tf: TensorOps, split: SplitData, order: Uint32Array, range: RowRange): Batch {
  const { features, inputs, targets, outputs } = split;
  const rows = range.to - range.from;
  return {
    features: tf.tensor2d(gatherRows(features, inputs, order, range), [rows, inputs]),
    targets: tf.tensor2d(gatherRows(targets, outputs, order, range), [rows, outputs]),
  };
}

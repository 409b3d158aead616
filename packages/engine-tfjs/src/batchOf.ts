import type { TensorOps } from '@sparsweep/core/plugin';
import { type Batch, gatherRows, type RowRange, type SplitData } from '@sparsweep/training';

/** The rows at positions `range` of `order`, as tensors. */
export function batchOf(tf: TensorOps, split: SplitData, order: Uint32Array, range: RowRange): Batch {
  const { features, inputs, targets, outputs } = split;
  const rows = range.to - range.from;
  return {
    features: tf.tensor2d(gatherRows(features, inputs, order, range), [rows, inputs]),
    targets: tf.tensor2d(gatherRows(targets, outputs, order, range), [rows, outputs]),
  };
}

import { at, type Samples, type Structure, type TensorOps } from '@sparsweep/core/plugin';
import { type Batch, gatherRows, type RowRange, targetsOf } from '@sparsweep/training';

/** The samples of a split with the targets that they are compared with. */
export interface SplitData {
  readonly rows: number;
  /** [rows, inputs] */
  readonly features: Float32Array;
  readonly inputs: number;
  /** [rows, outputs] */
  readonly targets: Float32Array;
  readonly outputs: number;
}

/** Lays out the samples of a split for a structure. */
export function splitData(structure: Structure, samples: Samples): SplitData {
  return {
    rows: samples.rows,
    features: samples.features,
    inputs: structure.inputs,
    targets: targetsOf(structure, samples),
    outputs: at(structure.layers, structure.layers.length - 1).units,
  };
}

/** The rows at positions `range` of `order`, as tensors. */
export function batchOf(tf: TensorOps, split: SplitData, order: Uint32Array, range: RowRange): Batch {
  const { features, inputs, targets, outputs } = split;
  const rows = range.to - range.from;
  return {
    features: tf.tensor2d(gatherRows(features, inputs, order, range), [rows, inputs]),
    targets: tf.tensor2d(gatherRows(targets, outputs, order, range), [rows, outputs]),
  };
}

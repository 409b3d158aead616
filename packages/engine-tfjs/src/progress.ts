import { at, type Structure, type Tensor, type TensorOps } from '@sparsweep/core/plugin';
import {
  decodeSnapshot,
  encodeSnapshot,
  mapTensors,
  namedTensors,
  type SnapshotEntry,
  type TrainingState,
  tensorsOf,
} from '@sparsweep/training';

/** A training state and the number of epochs that led to it. */
export interface SavedProgress {
  readonly epochs: number;
  readonly state: TrainingState;
}

/** Encodes the progress of a session. */
export function saveProgress(structure: Structure, { epochs, state }: SavedProgress): Uint8Array {
  const values = tensorsOf(state).map((tensor) => Float32Array.from(tensor.dataSync()));
  return encodeSnapshot(structure, entriesOf(state), { epochs, values });
}

/**
 * Decodes a saved progress into new tensors.
 *
 * @param like Any state of the structure's sessions.
 * @throws SparsweepError `invalid-data` naming the first mismatch.
 */
export function restoreProgress(
  tf: TensorOps,
  structure: Structure,
  like: TrainingState,
  saved: Uint8Array,
): SavedProgress {
  const { epochs, values } = decodeSnapshot(structure, entriesOf(like), saved);
  let next = 0;
  const state = mapTensors(like, ({ shape, dtype }) => tensorOf(tf, at(values, next++), shape, dtype));
  return { epochs, state };
}

function entriesOf(state: TrainingState): readonly SnapshotEntry[] {
  return namedTensors(state).map(([name, { shape }]) => ({ name, shape }));
}

function tensorOf(tf: TensorOps, values: Float32Array, shape: number[], dtype: Tensor['dtype']): Tensor {
  const tensor = tf.tensor(values, shape);
  return dtype === 'float32' ? tensor : tf.cast(tensor, dtype);
}

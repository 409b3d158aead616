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

/** A state, and how many epochs led to it. */
export interface Progress {
  readonly epochs: number;
  readonly state: TrainingState;
}

/** The progress of a session as bytes. */
export function saveProgress(structure: Structure, { epochs, state }: Progress): Uint8Array {
  const values = tensorsOf(state).map((tensor) => Float32Array.from(tensor.dataSync()));
  return encodeSnapshot(structure, entriesOf(state), { epochs, values });
}

/**
 * The progress that was saved, in tensors of its own.
 *
 * @param like any state of the structure's sessions.
 * @throws SparsweepError `invalid-data` naming what does not fit.
 */
export function savedProgress(tf: TensorOps, structure: Structure, like: TrainingState, saved: Uint8Array): Progress {
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

import { SparsweepError, type Structure } from '@sparsweep/core/plugin';
import { firstDifference } from './firstDifference.ts';

/** A tensor of a training state as a snapshot holds it: its name (see `namedTensors`) and its shape. */
export interface SnapshotEntry {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What a session has come to. */
export interface Snapshot {
  /** Epochs done. */
  readonly epochs: number;
  /** The values of each entry, row by row, as float32, which is exact for whole numbers up to 2^24. */
  readonly values: readonly Float32Array[];
}

const MAGIC = 'sparsweep snapshot 1\n';
const NEWLINE = '\n'.charCodeAt(0);

/**
 * A snapshot as bytes: a line that says what it is, a line of JSON with the structure and the entries, then the epochs
 * as float64 and the values as float32, in the byte order of the machine. NaN and Inf keep their bits.
 */
export function encodeSnapshot(
  structure: Structure,
  entries: readonly SnapshotEntry[],
  { epochs, values }: Snapshot,
): Uint8Array {
  const head = new TextEncoder().encode(`${MAGIC}${headerOf(structure, entries)}\n`);
  const arrays = [head, bytesOf(Float64Array.of(epochs)), ...values.map(bytesOf)];
  const saved = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const bytes of arrays) {
    saved.set(bytes, offset);
    offset += bytes.length;
  }
  return saved;
}

/**
 * Reads a snapshot of a structure.
 *
 * @param entries those of the structure's sessions, in the order in which they were encoded.
 * @throws SparsweepError `invalid-data` naming what does not fit.
 */
export function decodeSnapshot(structure: Structure, entries: readonly SnapshotEntry[], saved: Uint8Array): Snapshot {
  const decoder = new TextDecoder();
  const end = saved.indexOf(NEWLINE, MAGIC.length);
  if (end === -1 || decoder.decode(saved.subarray(0, MAGIC.length)) !== MAGIC) {
    throw unusable('it is no snapshot of a session, or one of another version');
  }
  checkHeader(decoder.decode(saved.subarray(MAGIC.length, end)), headerOf(structure, entries));
  const sizes = entries.map(({ shape }) => shape.reduce((size, length) => size * length, 1));
  const expected = 8 + 4 * sizes.reduce((sum, size) => sum + size, 0);
  // A copy, because numbers of eight bytes cannot begin at any byte; what a Buffer's `slice` gives would be none.
  const { buffer, length } = new Uint8Array(saved.subarray(end + 1));
  if (length !== expected) throw unusable(`its numbers take ${length} bytes, and those of this structure ${expected}`);
  let offset = 8;
  return {
    epochs: new Float64Array(buffer, 0, 1)[0] ?? 0,
    values: sizes.map((size) => {
      const values = new Float32Array(buffer, offset, size);
      offset += values.byteLength;
      return values;
    }),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function headerOf({ layers, ...rest }: Structure, entries: readonly SnapshotEntry[]): string {
  const plain = layers.map(({ regularizers, ...layer }) => ({
    ...layer,
    regularizers: regularizers.map(({ plugin, ...bound }) => ({ use: plugin.name, ...bound })),
  }));
  // The entries as a list: their order is that of the values.
  return JSON.stringify({ ...rest, layers: plain, tensors: entries.map(({ name, shape }) => [name, ...shape]) });
}

function checkHeader(found: string, expected: string): void {
  if (found === expected) return;
  const difference = firstDifference(parsed(found), JSON.parse(expected));
  if (difference !== undefined) throw unusable(difference);
}

function parsed(header: string): unknown {
  try {
    return JSON.parse(header);
  } catch {
    throw unusable('its header is damaged');
  }
}

function unusable(reason: string): SparsweepError {
  return new SparsweepError('invalid-data', `the session cannot be restored from this snapshot: ${reason}`);
}

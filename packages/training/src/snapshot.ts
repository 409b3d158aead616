import { SparsweepError, type Structure } from '@sparsweep/core/plugin';

/** A tensor in a snapshot: its name (see `namedTensors`) and its shape. */
export interface SnapshotEntry {
  readonly name: string;
  readonly shape: readonly number[];
}

/** The progress of a session. */
export interface Snapshot {
  /** Number of epochs done. */
  readonly epochs: number;
  /** The values of each entry, row by row. Float32 is exact for integers up to 2^24. */
  readonly values: readonly Float32Array[];
}

const MAGIC = 'sparsweep snapshot 1\n';
const NEWLINE = '\n'.charCodeAt(0);

/**
 * Encodes a snapshot: a magic line, a JSON line with the structure and the entries, the number of epochs as float64, then
 * the values as float32, in the byte order of the machine. NaN and Inf keep their bits.
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
 * Decodes a snapshot of a structure.
 *
 * @param entries The entries of the structure's sessions, in the order in which they were encoded.
 * @throws SparsweepError `invalid-data` naming the first mismatch.
 */
export function decodeSnapshot(structure: Structure, entries: readonly SnapshotEntry[], saved: Uint8Array): Snapshot {
  const decoder = new TextDecoder();
  const end = saved.indexOf(NEWLINE, MAGIC.length);
  if (end === -1 || decoder.decode(saved.subarray(0, MAGIC.length)) !== MAGIC) {
    throw unusable('not a session snapshot, or one of another version');
  }
  checkHeader(decoder.decode(saved.subarray(MAGIC.length, end)), headerOf(structure, entries));
  const sizes = entries.map(({ shape }) => shape.reduce((size, length) => size * length, 1));
  const expected = 8 + 4 * sizes.reduce((sum, size) => sum + size, 0);
  // A copy, because a Float64Array must be aligned to 8 bytes. `Buffer.slice` does not copy.
  const { buffer, length } = new Uint8Array(saved.subarray(end + 1));
  if (length !== expected) throw unusable(`it has ${length} bytes of numbers; this structure has ${expected}`);
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
  // A list, because the values are in the order of the entries.
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
    throw unusable('its header is not valid JSON');
  }
}

function unusable(reason: string): SparsweepError {
  return new SparsweepError('invalid-data', `the session cannot be restored from this snapshot: ${reason}`);
}

/**
 * Describes the first difference between a JSON value and the expected one, with its path; undefined if they are equal.
 * The order of keys does not matter.
 */
function firstDifference(found: unknown, expected: unknown, path = ''): string | undefined {
  if (!isParent(found) || !isParent(expected)) {
    return Object.is(found, expected)
      ? undefined
      : `${path} is ${shown(found)} in the snapshot but ${shown(expected)} here`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = firstDifference(found[key], expected[key], path === '' ? key : `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isParent(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  return JSON.stringify(value);
}

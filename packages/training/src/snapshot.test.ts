import { at, type Structure } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

const layer = { initializer: 'zeros', regularizers: [] } as const;
const structure: Structure = {
  task: 'classification',
  inputs: 2,
  layers: [
    { ...layer, units: 3, activation: 'relu' },
    { ...layer, units: 1, activation: 'linear' },
  ],
  loss: 'sigmoidCrossEntropy',
  optimizer: 'sgd',
  batchSize: 4,
};
const entries = [
  { name: 'step', shape: [] },
  { name: 'layers.0.kernel', shape: [2, 3] },
  { name: 'layers.0.regularizers.0.none', shape: [0] },
];
const values = [
  Float32Array.of(16_777_216),
  Float32Array.of(1, -0, 0.1, Number.NaN, Number.POSITIVE_INFINITY, 1e-45),
  new Float32Array(0),
];
const saved = encodeSnapshot(structure, entries, { epochs: 7, values });

describe('a snapshot', () => {
  it('decodes to the encoded values, bit for bit', () => {
    const snapshot = decodeSnapshot(structure, entries, saved);
    expect(snapshot).toEqual({ epochs: 7, values });
    expect(Object.is(at(at(snapshot.values, 1), 1), -0)).toBe(true);
  });

  it.each([
    ['bytes', (length: number) => new Uint8Array(length)],
    ['a Buffer', (length: number) => Buffer.alloc(length)],
  ])('may be a part of larger %s, and is copied', (_, allocate) => {
    const larger = allocate(saved.length + 3);
    larger.set(saved, 3);
    const snapshot = decodeSnapshot(structure, entries, larger.subarray(3));
    larger.fill(0);
    expect(snapshot).toEqual({ epochs: 7, values });
  });

  it('encodes a subarray as its own values only', () => {
    const memory = Float32Array.of(9, 1, 2, 9);
    const part = encodeSnapshot(structure, [{ name: 'a', shape: [2] }], { epochs: 0, values: [memory.subarray(1, 3)] });
    expect(decodeSnapshot(structure, [{ name: 'a', shape: [2] }], part).values).toEqual([Float32Array.of(1, 2)]);
  });

  it('is rejected if it is malformed', () => {
    const refuse = (bytes: Uint8Array) => expect(() => decodeSnapshot(structure, entries, bytes));
    refuse(new Uint8Array()).toThrow('not a session snapshot, or one of another version');
    refuse(saved.subarray(1)).toThrow('not a session snapshot');
    refuse(new TextEncoder().encode('sparsweep snapshot 1\n{"task"\n')).toThrow('its header is not valid JSON');
    refuse(saved.subarray(0, -4)).toThrow('it has 32 bytes of numbers; this structure has 36');
  });

  it('is rejected if it is of another structure, naming the first difference', () => {
    const refuse = (other: Structure, otherEntries = entries) =>
      expect(() => decodeSnapshot(other, otherEntries, saved));
    refuse({ ...structure, optimizer: 'adam' }).toThrow(
      'the session cannot be restored from this snapshot: optimizer is "sgd" in the snapshot but "adam" here',
    );
    const [hidden, output] = structure.layers;
    if (hidden === undefined || output === undefined) throw new Error('expected two layers');
    refuse({ ...structure, layers: [{ ...hidden, activation: 'tanh' }, output] }).toThrow(
      'layers.0.activation is "relu" in the snapshot but "tanh" here',
    );
    refuse({ ...structure, layers: [output] }).toThrow('layers.0.units is 3 in the snapshot but 1 here');
    refuse({ ...structure, layers: [hidden, { ...output, tiedTo: 0 }] }).toThrow(
      'layers.1.tiedTo is absent in the snapshot but 0 here',
    );
    refuse(structure, [...entries.slice(0, 1), { name: 'layers.0.kernel', shape: [3, 2] }]).toThrow(
      'tensors.1.1 is 2 in the snapshot but 3 here',
    );
  });

  it('does not depend on the order of the structure’s keys', () => {
    const { task, ...rest } = structure;
    expect(decodeSnapshot({ ...rest, task }, entries, saved).epochs).toBe(7);
  });
});

import { describe, expect, it } from 'vitest';
import { decodeWeights, encodeWeights } from './weightsFile.ts';

const LAYERS = [
  { inputs: 2, units: 3, kernel: Float32Array.of(1, 2, 3, 4, 5, 6.5), bias: Float32Array.of(0.1, -0.2, 1e-30) },
  { inputs: 3, units: 1, kernel: Float32Array.of(-1, Number.NaN, Infinity), bias: Float32Array.of(7) },
];

// Written by safetensors.numpy.save of safetensors 0.8.0 (Python): the kernel and bias of one layer, in its own order.
const FROM_PYTHON = Buffer.from(
  '90000000000000007b226c61796572732e302e62696173223a7b226474797065223a22463332222c227368617065223a5b335d2c22646174615f' +
    '6f666673657473223a5b302c31325d7d2c226c61796572732e302e6b65726e656c223a7b226474797065223a22463332222c227368617065223a' +
    '5b322c335d2c22646174615f6f666673657473223a5b31322c33365d7d7d202020202020cdcccc3dcdcc4cbe6042a20d0000803f000000400000' +
    '4040000080400000a0400000d040',
  'hex',
);

describe('encodeWeights', () => {
  it('writes a length, a padded header and little-endian floats', () => {
    const file = encodeWeights(LAYERS);
    const length = Number(file.readBigUInt64LE(0));
    const header = file.toString('utf8', 8, 8 + length);
    expect(length % 8).toBe(0);
    expect(JSON.parse(header)).toEqual({
      'layers.0.kernel': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      'layers.0.bias': { dtype: 'F32', shape: [3], data_offsets: [24, 36] },
      'layers.1.kernel': { dtype: 'F32', shape: [3, 1], data_offsets: [36, 48] },
      'layers.1.bias': { dtype: 'F32', shape: [1], data_offsets: [48, 52] },
    });
    expect(header.startsWith('{')).toBe(true);
    expect(file.length).toBe(8 + length + 52);
    expect(file.readFloatLE(8 + length + 20)).toBe(6.5);
    expect(file.readFloatLE(8 + length + 48)).toBe(7);
  });

  it('writes only the values of a view into a larger buffer', () => {
    const memory = Float32Array.of(9, 9, 1, 2, 9);
    const layer = { inputs: 1, units: 1, kernel: memory.subarray(2, 3), bias: memory.subarray(3, 4) };
    expect(decodeWeights(encodeWeights([layer]))).toEqual([
      { inputs: 1, units: 1, kernel: Float32Array.of(1), bias: Float32Array.of(2) },
    ]);
  });
});

describe('decodeWeights', () => {
  it('returns the same bits', () => {
    expect(decodeWeights(encodeWeights(LAYERS))).toEqual(LAYERS);
  });

  it('reads bytes at any alignment', () => {
    const shifted = Buffer.concat([Buffer.from([0]), encodeWeights(LAYERS)]).subarray(1);
    expect(decodeWeights(shifted)).toEqual(LAYERS);
  });

  it('reads a file written by Python', () => {
    expect(decodeWeights(FROM_PYTHON)).toEqual(LAYERS.slice(0, 1));
  });

  it.each([
    ['cut in its length', FROM_PYTHON.subarray(0, 5), 'cut short'],
    ['cut in its header', FROM_PYTHON.subarray(0, 100), 'cut short'],
    ['cut in its data', FROM_PYTHON.subarray(0, -1), 'does not fit bytes 12 to 36'],
  ])('refuses a file that is %s', (_, file, message) => {
    expect(() => decodeWeights(file)).toThrow(message);
  });
});

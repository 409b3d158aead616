import { at } from '@sparsweep/core/plugin';
import { seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { largestMask } from './largest.ts';

const maskOf = (values: number[], width: number, count: number) => [
  ...largestMask(Float32Array.from(values), width, count),
];

describe('largestMask', () => {
  it('marks the largest values of each row, the first ones on ties', () => {
    expect(maskOf([1, 3, 2, 3, 3, 3], 3, 2)).toEqual([0, 1, 1, 1, 1, 0]);
    expect(maskOf([0, 0, 0, 0], 4, 3)).toEqual([1, 1, 1, 0]);
    expect(maskOf([-0, 0, -1, 0], 4, 2)).toEqual([1, 1, 0, 0]);
  });

  it('marks nothing for count 0 and all for the full width', () => {
    expect(maskOf([3, 1, 2], 3, 0)).toEqual([0, 0, 0]);
    expect(maskOf([3, 1, 2], 3, 3)).toEqual([1, 1, 1]);
    expect(maskOf([3, -1], 1, 1)).toEqual([1, 1]);
  });

  it('does not change the values', () => {
    const values = Float32Array.of(5, 1, 4, 2);
    largestMask(values, 4, 2);
    expect([...values]).toEqual([5, 1, 4, 2]);
  });

  it('agrees with a stable sort on rows with many ties', () => {
    const random = seededStreams(1)('rows');
    for (let round = 0; round < 300; round++) {
      const width = 1 + random.integer(40);
      const values = Array.from({ length: width }, () => random.integer(9) - 4);
      const count = random.integer(width + 1);
      const order = values.map((_, index) => index).sort((a, b) => at(values, b) - at(values, a));
      const expected = values.map((_, index) => (order.indexOf(index) < count ? 1 : 0));
      expect(maskOf(values, width, count)).toEqual(expected);
    }
  });

  it('terminates on rows with NaN', () => {
    expect(largestMask(Float32Array.of(Number.NaN, 1, Number.NaN, 2, 0, 3), 6, 2)).toHaveLength(6);
  });
});

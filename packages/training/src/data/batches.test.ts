import { seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { gatherRows, rowRanges, rowsInOrder, rowsShuffled } from './batches.ts';

describe('rowRanges', () => {
  it('keeps the last, smaller batch', () => {
    expect(rowRanges(10, 4)).toEqual([
      { from: 0, to: 4 },
      { from: 4, to: 8 },
      { from: 8, to: 10 },
    ]);
    expect(rowRanges(8, 4)).toHaveLength(2);
    expect(rowRanges(3, 32)).toEqual([{ from: 0, to: 3 }]);
  });
});

describe('gatherRows', () => {
  it('copies the rows in the range of the order', () => {
    const values = Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31);
    expect([...gatherRows(values, 2, Uint32Array.of(3, 0, 2, 1), { from: 1, to: 3 })]).toEqual([0, 1, 20, 21]);
  });
});

describe('row orders', () => {
  it('contain every row once', () => {
    expect([...rowsInOrder(4)]).toEqual([0, 1, 2, 3]);
    expect([...rowsShuffled(100, seededStreams(1)('shuffle 0'))].sort((a, b) => a - b)).toEqual([...rowsInOrder(100)]);
  });

  it('swap each position with a random earlier one, from the end', () => {
    const draws = [1, 0];
    const bounds: number[] = [];
    const random = {
      uniform: () => Number.NaN,
      integer: (bound: number) => {
        bounds.push(bound);
        return draws.shift() ?? Number.NaN;
      },
    };
    // 0 1 2 -> (2 with 1) 0 2 1 -> (1 with 0) 2 0 1
    expect([...rowsShuffled(3, random)]).toEqual([2, 0, 1]);
    expect(bounds).toEqual([3, 2]);
  });

  it('yield the six orders of three rows equally often', () => {
    const counts = new Map<string, number>();
    const random = seededStreams(5)('orders');
    for (let draw = 0; draw < 6000; draw++) {
      const order = rowsShuffled(3, random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    // 1000 +- 29 each.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

import { describe, expect, it } from 'vitest';
import { gatherRows, rowRanges } from './batches.ts';

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
  it('copies the rows that stand in the range of the order', () => {
    const values = Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31);
    expect([...gatherRows(values, 2, Uint32Array.of(3, 0, 2, 1), { from: 1, to: 3 })]).toEqual([0, 1, 20, 21]);
  });
});

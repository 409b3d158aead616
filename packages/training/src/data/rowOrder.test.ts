import { seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { rowsInOrder, rowsShuffled } from './rowOrder.ts';

describe('row orders', () => {
  it('keep the order, or hold every row once', () => {
    expect([...rowsInOrder(4)]).toEqual([0, 1, 2, 3]);
    expect([...rowsShuffled(100, seededStreams(1)('shuffle 0'))].sort((a, b) => a - b)).toEqual([...rowsInOrder(100)]);
  });

  it('swap the last open place with one drawn from those left', () => {
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

  it('give each of the six orders of three rows its share', () => {
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

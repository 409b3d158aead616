import { describe, expect, it } from 'vitest';
import { fitWithin, lengthAt, printDim, ROWS, sizeOf } from './dim.ts';

const SQUARE = { factor: 3, power: 2 };

describe('lengths', () => {
  it('multiply, and have a value for each number of rows', () => {
    expect(sizeOf([ROWS, 4, ROWS])).toEqual({ factor: 4, power: 2 });
    expect(sizeOf([])).toBe(1);
    expect(sizeOf([ROWS, 0])).toBe(0);
    expect([7, ROWS, SQUARE].map((dim) => lengthAt(dim, 5))).toEqual([7, 5, 75]);
    expect([7, ROWS, SQUARE].map(printDim)).toEqual(['7', 'rows', '3 rows^2']);
  });

  it('fit within each other if they do for every number of rows', () => {
    expect(fitWithin([1, 3], 4)).toBe(true);
    expect(fitWithin([2, 3], 4)).toBe(false);
    expect(fitWithin([0, 1], ROWS)).toBe(true);
    expect(fitWithin([1, 1], ROWS)).toBe(false);
    expect(fitWithin([ROWS, 1], { factor: 2, power: 1 })).toBe(true);
    expect(fitWithin([ROWS], 1000)).toBe(false);
    expect(fitWithin([ROWS, ROWS], SQUARE)).toBe(true);
    expect(fitWithin([-1, 1], 4)).toBe(false);
  });
});

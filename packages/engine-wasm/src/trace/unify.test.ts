import { describe, expect, it } from 'vitest';
import { unifyDim, unifyNumber } from './unify.ts';

const rows = { first: 8, second: 16 };

describe('unifyNumber', () => {
  it.each([
    [3, 3, { factor: 3, power: 0 }],
    [8, 16, { factor: 1, power: 1 }],
    [-24, -48, { factor: -3, power: 1 }],
    [64, 256, { factor: 1, power: 2 }],
    [1 / 8, 1 / 16, { factor: 1, power: -1 }],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, { factor: Number.POSITIVE_INFINITY, power: 0 }],
    [Number.NaN, Number.NaN, { factor: Number.NaN, power: 0 }],
  ])('finds the term that is %d for 8 rows and %d for 16', (first, second, term) => {
    expect(unifyNumber(first, second, rows)).toEqual(term);
  });

  it.each([
    [7, 15],
    [0, 1],
    [1, 0],
    [8, -16],
    [3, 4],
    [1, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])('finds no term for %d and %d', (first, second) => expect(unifyNumber(first, second, rows)).toBeNull());

  it('tolerates float32 rounding for numbers of rows other than powers of two', () => {
    const term = unifyNumber(Math.fround(1 / 24), Math.fround(1 / 69), { first: 8, second: 23 });
    expect(term?.power).toBe(-1);
    expect(term?.factor).toBeCloseTo(1 / 3, 6);
  });
});

describe('unifyDim', () => {
  it('is fixed, or a multiple of a power of the rows', () => {
    expect(unifyDim(5, 5, rows)).toBe(5);
    expect(unifyDim(40, 80, rows)).toEqual({ factor: 5, power: 1 });
    expect(unifyDim(128, 512, rows)).toEqual({ factor: 2, power: 2 });
  });

  it('is not a fraction of the rows', () => {
    expect(unifyDim(4, 8, rows)).toBeNull();
    expect(unifyDim(2, 1, rows)).toBeNull();
    expect(unifyDim(9, 17, rows)).toBeNull();
  });
});

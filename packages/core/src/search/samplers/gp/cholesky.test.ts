import { describe, expect, it } from 'vitest';
import { at } from '../../../plugin/at.ts';
import { dot, inverse, nextRow, solveLower, solveUpper, type Triangle } from './cholesky.ts';

/** A symmetric matrix, worked out by hand: [[4, 2, 6], [2, 10, 9], [6, 9, 19]] = L L', with L below. */
const MATRIX = [
  { left: [], diagonal: 4 },
  { left: [2], diagonal: 10 },
  { left: [6, 9], diagonal: 19 },
];
const FACTOR: Triangle = [Float64Array.of(2), Float64Array.of(1, 3), Float64Array.of(3, 2, Math.sqrt(6))];

function close(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(at(actual, i)).toBeCloseTo(value, 13);
}

describe('a Cholesky factor', () => {
  it('grows by a row with the matrix', () => {
    const factor: Float64Array[] = [];
    for (const { left, diagonal } of MATRIX) factor.push(nextRow(factor, Float64Array.from(left), diagonal));
    for (const [i, row] of FACTOR.entries()) close(at(factor, i), [...row]);
  });

  it('has no NaN pivot when rounding makes a matrix indefinite', () => {
    expect(nextRow([Float64Array.of(1)], Float64Array.of(1), 1 - 1e-16).every((value) => value > 0)).toBe(true);
  });

  it('solves for what its matrix makes of 1, -2, 3', () => {
    // By hand: 4 - 4 + 18, 2 - 20 + 27, 6 - 18 + 57.
    close(solveUpper(FACTOR, solveLower(FACTOR, Float64Array.of(18, 9, 45))), [1, -2, 3]);
  });

  it('has an inverse', () => {
    // By hand: the cofactors over the determinant, 216.
    const cofactors = [[109], [16, 40], [-42, -24, 36]];
    for (const [i, row] of inverse(FACTOR).entries())
      close(
        row.map((value) => value * 216),
        at(cofactors, i),
      );
  });
});

describe('a dot product', () => {
  it('sums every term, for lengths that are multiples of four and others', () => {
    const [ones, squares] = [new Float64Array(12).fill(1), Float64Array.from({ length: 12 }, (_, i) => i * i)];
    // 0 + 1 + 4 + ... + (n - 1)^2 = (n - 1) n (2 n - 1) / 6.
    for (const n of [0, 1, 3, 4, 7, 8, 12]) expect(dot(ones, squares, n)).toBe(((n - 1) * n * (2 * n - 1)) / 6);
  });
});

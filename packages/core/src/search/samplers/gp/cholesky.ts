import { at } from '../../../plugin/at.ts';

/** A lower triangular matrix, or the lower triangle of a symmetric matrix: row i has i + 1 numbers. */
export type Triangle = readonly Float64Array[];

/** The smallest pivot, so that rounding cannot make a matrix indefinite. */
const LEAST_PIVOT = 1e-12;

/** The dot product of the first `length` numbers. Four partial sums, so that additions do not wait for each other. */
export function dot(a: Float64Array, b: Float64Array, length: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    first += (a[i] ?? Number.NaN) * (b[i] ?? Number.NaN);
    second += (a[i + 1] ?? Number.NaN) * (b[i + 1] ?? Number.NaN);
    third += (a[i + 2] ?? Number.NaN) * (b[i + 2] ?? Number.NaN);
    fourth += (a[i + 3] ?? Number.NaN) * (b[i + 3] ?? Number.NaN);
  }
  for (; i < length; i++) first += (a[i] ?? Number.NaN) * (b[i] ?? Number.NaN);
  return first + second + (third + fourth);
}

/** Adds a multiple of the first `length` numbers of one row to another. */
function addMultiple(to: Float64Array, factor: number, from: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) to[i] = (to[i] ?? Number.NaN) + factor * (from[i] ?? Number.NaN);
}

/**
 * The next row of the Cholesky factor of a matrix that grows by a row. A factor grown row by row is bit-identical to
 * that of the whole matrix.
 *
 * @param row the new row of the matrix, left of its diagonal.
 */
export function nextRow(factor: Triangle, row: Float64Array, diagonal: number): Float64Array {
  const size = factor.length;
  const next = new Float64Array(size + 1);
  next.set(solveLower(factor, row));
  next[size] = Math.sqrt(Math.max(LEAST_PIVOT, diagonal - dot(next, next, size)));
  return next;
}

/** Solves L x = b for a lower triangular L. */
export function solveLower(factor: Triangle, b: Float64Array): Float64Array {
  const x = new Float64Array(factor.length);
  for (let i = 0; i < x.length; i++) {
    const row = at(factor, i);
    x[i] = ((b[i] ?? Number.NaN) - dot(row, x, i)) / (row[i] ?? Number.NaN);
  }
  return x;
}

/** Solves L^T x = b for a lower triangular L. */
export function solveUpper(factor: Triangle, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = x.length - 1; i >= 0; i--) {
    const row = at(factor, i);
    const value = (x[i] ?? Number.NaN) / (row[i] ?? Number.NaN);
    x[i] = value;
    addMultiple(x, -value, row, i);
  }
  return x;
}

/** The lower triangle of the inverse of L L^T. */
export function inverse(factor: Triangle): Triangle {
  const inverted: Float64Array[] = [];
  const product = factor.map((row) => new Float64Array(row.length));
  for (const [i, row] of factor.entries()) {
    const next = new Float64Array(i + 1);
    const pivot = row[i] ?? Number.NaN;
    for (let k = 0; k < i; k++) addMultiple(next, -(row[k] ?? Number.NaN) / pivot, at(inverted, k), k + 1);
    next[i] = 1 / pivot;
    inverted.push(next);
    for (let j = 0; j <= i; j++) addMultiple(at(product, j), next[j] ?? Number.NaN, next, j + 1);
  }
  return product;
}

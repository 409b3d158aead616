import { at } from '../../../plugin/at.ts';

/** A square matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/** The axes of a symmetric matrix. */
export interface Eigensystem {
  /** Eigenvalues, in no particular order. */
  readonly values: readonly number[];
  /** Orthonormal eigenvectors, one a row, in the order of the eigenvalues. */
  readonly vectors: Matrix;
}

/** So many rounds are never needed: each of the last squares what is left beside the diagonal. */
const MOST_ROUNDS = 50;
/** An element is negligible when it is this share of the geometric mean of those on the diagonal beside it. */
const NEGLIGIBLE = 2 ** -50;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations (Golub & Van Loan 2013, Matrix
 * Computations, section 8.5): nothing but additions, multiplications, divisions and square roots, whose results are the
 * same everywhere; O(n^3) a round, of which a few do.
 */
export function eigensystem(matrix: Matrix): Eigensystem {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = matrix.map((row, i) => Float64Array.from(row, (_, j) => (i === j ? 1 : 0)));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let rotations = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) if (rotate(a, vectors, p, q)) rotations++;
    }
    if (rotations === 0) break;
  }
  return { values: a.map((row, i) => at(row, i)), vectors: vectors.map((vector) => [...vector]) };
}

/** Makes the element at p, q zero; false where it is negligible. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): boolean {
  const [rowP, rowQ] = [at(a, p), at(a, q)];
  const [pp, qq, pq] = [at(rowP, p), at(rowQ, q), at(rowP, q)];
  // Not `<=`, so that what is not a number ends here too.
  if (!(Math.abs(pq) > NEGLIGIBLE * Math.sqrt(Math.abs(pp * qq)))) return false;
  const tau = (qq - pp) / (2 * pq);
  const tangent = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  turn(rowP, rowQ, cosine, sine);
  turn(at(vectors, p), at(vectors, q), cosine, sine);
  // The columns are what the rows have become, for the matrix stays symmetric.
  for (let i = 0; i < a.length; i++) {
    const row = at(a, i);
    row[p] = rowP[i] ?? 0;
    row[q] = rowQ[i] ?? 0;
  }
  rowP[p] = pp - tangent * pq;
  rowQ[q] = qq + tangent * pq;
  rowP[q] = 0;
  rowQ[p] = 0;
  return true;
}

/** Turns each pair of elements of two rows; without `at`, which would make this ten times slower. */
function turn(one: Float64Array, other: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < one.length; i++) {
    const x = one[i] ?? 0;
    const y = other[i] ?? 0;
    one[i] = cosine * x - sine * y;
    other[i] = sine * x + cosine * y;
  }
}

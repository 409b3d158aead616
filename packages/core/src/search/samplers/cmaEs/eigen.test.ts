import { describe, expect, it } from 'vitest';
import { at } from '../../../plugin/at.ts';
import { eigensystem, type Matrix } from './eigen.ts';

/** Sorted by eigenvalue, each vector with a positive first component. */
function sorted(matrix: Matrix): readonly { readonly value: number; readonly vector: readonly number[] }[] {
  const { values, vectors } = eigensystem(matrix);
  const pairs = values.map((value, i) => {
    const vector = at(vectors, i);
    return { value, vector: vector.map((component) => component * Math.sign(at(vector, 0))) };
  });
  return pairs.sort((a, b) => a.value - b.value);
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 13);
}

describe('the eigensystem', () => {
  it('of a symmetric 2 x 2 matrix is that which one finds by hand', () => {
    // [[2, 1], [1, 2]] turns (1, -1) into itself and (1, 1) into three times itself.
    const [low, high] = sorted([
      [2, 1],
      [1, 2],
    ]);
    expectClose([low?.value ?? 0, high?.value ?? 0], [1, 3]);
    expectClose(low?.vector ?? [], [Math.SQRT1_2, -Math.SQRT1_2]);
    expectClose(high?.vector ?? [], [Math.SQRT1_2, Math.SQRT1_2]);
  });

  it('of the second difference of three points has the values 2 - sqrt 2, 2 and 2 + sqrt 2', () => {
    const pairs = sorted([
      [2, -1, 0],
      [-1, 2, -1],
      [0, -1, 2],
    ]);
    expectClose(
      pairs.map(({ value }) => value),
      [2 - Math.SQRT2, 2, 2 + Math.SQRT2],
    );
    expectClose(pairs[0]?.vector ?? [], [0.5, Math.SQRT1_2, 0.5]);
    expectClose(pairs[1]?.vector ?? [], [Math.SQRT1_2, 0, -Math.SQRT1_2]);
    expectClose(pairs[2]?.vector ?? [], [0.5, -Math.SQRT1_2, 0.5]);
  });

  it('of a matrix that is diagonal already is its diagonal', () => {
    const diagonal = [
      [3, 0],
      [0, 1e-9],
    ];
    expect(eigensystem(diagonal)).toEqual({
      values: [3, 1e-9],
      vectors: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(eigensystem([[7]])).toEqual({ values: [7], vectors: [[1]] });
    expect(eigensystem([])).toEqual({ values: [], vectors: [] });
  });

  it('puts a larger matrix together again, from orthonormal vectors', () => {
    const size = 12;
    // The Hilbert matrix: its eigenvalues go from 1.8 to 3e-17.
    const matrix = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => 1 / (i + j + 1)));
    const { values, vectors } = eigensystem(matrix);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const element = values.reduce(
          (sum, value, k) => sum + value * at(at(vectors, k), i) * at(at(vectors, k), j),
          0,
        );
        expect(Math.abs(element - at(at(matrix, i), j))).toBeLessThan(1e-14);
        const product = at(vectors, i).reduce((sum, component, k) => sum + component * at(at(vectors, j), k), 0);
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-14);
      }
    }
  });

  it('comes to an end where there is no number', () => {
    const { values } = eigensystem([
      [1, Number.NaN],
      [Number.NaN, 1],
    ]);
    expect(values).toHaveLength(2);
  });
});

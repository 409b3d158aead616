import { describe, expect, it } from 'vitest';
import { graphOf, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from './dim.ts';
import { interpret } from './interpret.ts';

const { NaN: NAN } = Number;

/** The numbers from `first` on, in steps of 1. */
const count = (size: number, first = 0): number[] => Array.from({ length: size }, (_, i) => i + first);

/** What one output comes to, for inputs a, b, c ... */
function run(make: (s: Sketch) => number, inputs: Record<string, readonly number[]> = {}, rows = 1): number[] {
  return [...(interpret(graphOf(make), inputs, rows).y ?? [])];
}

describe('interpret', () => {
  // Values of NumPy for the same operations.
  it('broadcasts as NumPy does', () => {
    const a = [-1, -0.5, 0, 0.5, 1, 1.5];
    const both = (name: 'add' | 'divide') => (s: Sketch) => s.binary(name, s.input('a', [2, 3]), s.input('b', [2, 1]));
    expect(run(both('add'), { a, b: [1, -2] })).toEqual([0, 0.5, 1, -1.5, -1, -0.5]);
    expect(run(both('divide'), { a, b: [1, -2] })).toEqual([-1, -0.5, 0, -0.25, -0.5, -0.75]);
    expect(run((s) => s.binary('multiply', s.input('a', [2]), s.input('b', [])), { a: [1, 2], b: [3] })).toEqual([
      3, 6,
    ]);
    const choice = (s: Sketch) => s.select(s.input('a', [2, 1]), s.input('b', [3]), s.constant(7));
    expect(run(choice, { a: [NAN, 0], b: [1, 2, 3] })).toEqual([1, 2, 3, 7, 7, 7]);
  });

  it('evaluates shapes for the number of rows', () => {
    const grown = (s: Sketch) => s.binary('add', s.input('a', [ROWS, 2]), s.rows(6, -1));
    expect(run(grown, { a: count(6) }, 3)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(run((s) => s.add({ op: 'positions', inputs: [], length: ROWS }), {}, 4)).toEqual([0, 1, 2, 3]);
  });

  it('reduces along axes', () => {
    const reduced = (name: 'sum' | 'max' | 'min' | 'product', axes: number[]) => (s: Sketch) =>
      s.reduce(name, s.input('a', [2, 3, 4]), axes);
    expect(run(reduced('sum', [0, 2]), { a: count(24) })).toEqual([60, 92, 124]);
    expect(run(reduced('max', [0, 1, 2]), { a: count(24) })).toEqual([23]);
    expect(run(reduced('max', [0, 1, 2]), { a: [NAN, ...count(23)] })).toEqual([NAN]);
    expect(run(reduced('min', [1]), { a: count(24) })).toEqual([0, 1, 2, 3, 12, 13, 14, 15]);
    const product = (s: Sketch) => s.reduce('product', s.input('a', [3, 4]), [0]);
    expect(run(product, { a: count(12, -1) })).toEqual([-21, 0, 45, 120]);
  });

  it('finds the first of the largest and smallest elements', () => {
    const found = (name: 'max' | 'min', axis: number) => (s: Sketch) =>
      s.add({ op: 'argument', function: name, axis, inputs: [s.input('a', [2, 3])] });
    expect(run(found('max', 1), { a: [1, 5, 5, 0, -1, -2] })).toEqual([1, 0]);
    expect(run(found('min', 0), { a: [1, 5, 5, 0, 5, 7] })).toEqual([1, 0, 0]);
    // tfjs 4.22, cpu: tf.argMax([[1, NaN, 2], [NaN, 1, 2]], 1)
    expect(run(found('max', 1), { a: [1, NAN, 2, NAN, 1, 2] })).toEqual([2, 0]);
  });

  it('multiplies matrices, read as they are or transposed', () => {
    const [a, transposedA] = [count(6, 1), [1, 4, 2, 5, 3, 6]];
    const [b, transposedB] = [
      [1, -1, 2, 0, 0.5, 3],
      [1, 2, 0.5, -1, 0, 3],
    ];
    const product = [6.5, 8, 17, 14];
    expect(run((s) => s.matmul(s.input('a', [2, 3]), s.input('b', [3, 2])), { a, b })).toEqual(product);
    const left = (s: Sketch) => s.matmul(s.input('a', [3, 2]), s.input('b', [3, 2]), 'transposeLeft');
    expect(run(left, { a: transposedA, b })).toEqual(product);
    const right = (s: Sketch) => s.matmul(s.input('a', [2, 3]), s.input('b', [2, 3]), 'transposeRight');
    expect(run(right, { a, b: transposedB })).toEqual(product);
    const both = (s: Sketch) => s.matmul(s.input('a', [3, 2]), s.input('b', [2, 3]), 'both');
    expect(run(both, { a: transposedA, b: transposedB })).toEqual(product);
  });

  it('moves elements', () => {
    const cube = (s: Sketch) => s.input('a', [2, 3, 4]);
    expect(run((s) => s.transpose(cube(s), [2, 0, 1]), { a: count(24) })).toEqual([
      0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22, 3, 7, 11, 15, 19, 23,
    ]);
    expect(run((s) => s.slice(cube(s), [1, 0, 1], [1, 2, 3]), { a: count(24) })).toEqual([13, 14, 15, 17, 18, 19]);
    expect(run((s) => s.reshape(cube(s), [24]), { a: count(24) })).toEqual(count(24));
    expect(run((s) => s.broadcast(s.input('a', [2, 1]), [2, 2, 3]), { a: [4, 5] })).toEqual([
      4, 4, 4, 5, 5, 5, 4, 4, 4, 5, 5, 5,
    ]);
    const matrix = (s: Sketch) => s.input('a', [2, 3]);
    expect(run((s) => s.pad(matrix(s), [1, 0], 9, [3, 5]), { a: count(6, 1) })).toEqual([
      9, 9, 9, 9, 9, 1, 2, 3, 9, 9, 4, 5, 6, 9, 9,
    ]);
    const joined = (s: Sketch) => s.concat([matrix(s), s.input('b', [2, 3])], 1, [2, 6]);
    expect(run(joined, { a: count(6, 1), b: [1, 2, 0.5, -1, 0, 3] })).toEqual([1, 2, 3, 1, 2, 0.5, 4, 5, 6, -1, 0, 3]);
  });

  it('fills constants', () => {
    expect(run((s) => s.constant(2, [ROWS, 2]), {}, 2)).toEqual([2, 2, 2, 2]);
    expect(run((s) => s.constant([1, 2], [2, 1]))).toEqual([1, 2]);
  });

  it.each([
    [2, [0, 1, 1, 0, 1, 1, 0, 0]],
    [1.5, [0, 1, 1, 0, 1, 1, 0, 0]],
    [1.4999, [0, 1, 0, 0, 1, 0, 0, 0]],
    [-3, [0, 0, 0, 0, 0, 0, 0, 0]],
    [99, [1, 1, 1, 1, 1, 1, 1, 1]],
    [NAN, [0, 0, 0, 0, 0, 0, 0, 0]],
  ])('marks the %d largest elements of each row, the first of equals', (amount, expected) => {
    const marked = (s: Sketch) => s.add({ op: 'largest', inputs: [s.input('a', [2, 4]), s.input('b', [])] });
    expect(run(marked, { a: [1, 3, 3, 3, 0, -0, 0, -1], b: [amount] })).toEqual(expected);
  });

  it('rejects inputs that are missing or have the wrong size', () => {
    const graph = graphOf((s) => s.input('a', [ROWS, 2]));
    expect(() => interpret(graph, {}, 1)).toThrow("there is no input 'a'");
    expect(() => interpret(graph, { a: [1, 2] }, 2)).toThrow("input 'a' has 2 elements; its shape has 4");
  });
});

import { at } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { runFragment, runKernel, someNumbers } from '../../test/support/fragment.ts';
import { type Dim, lengthAt, ROWS } from '../graph/dim.ts';
import type { Body, MatmulKernel, View } from '../schedule/kernel.ts';
import { matmulScratchBytes, renderMatmul } from './renderMatmul.ts';

const { fround } = Math;
const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 63, 64, 65];

/** Buffers of the tests, by position: the two matrices, the product, what the epilogue reads, and scratch. */
const [LEFT, RIGHT, PRODUCT, BIAS, MASK] = [0, 1, 2, 3, 4];
const SCRATCH = 5;

/** Numbers by their place [row, column]. */
type Matrix = (row: number, column: number) => number;

function view(buffer: number, strides: View['strides'], offset: Dim = 0): View {
  return { buffer, offset, strides };
}

/** Just stores the product, row after row. */
function stored(columns: Dim): Body {
  return { steps: [{ kind: 'result' }], stores: [{ view: view(PRODUCT, [columns, 1]), step: 0 }] };
}

interface Contents {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly bias?: readonly number[];
  readonly mask?: readonly number[];
}

/** The product as the rendered kernel computes it. */
function run(kernel: MatmulKernel, contents: Contents, rows: number, capacity = rows): readonly number[] {
  const places = Array.from({ length: lengthAt(kernel.rows, rows) * lengthAt(kernel.columns, rows) }, () => 7);
  const scratch = Array.from({ length: matmulScratchBytes(kernel, capacity) / 4 }, () => 0);
  const { left, right, bias = [], mask = [] } = contents;
  const results = runFragment([left, right, places, bias, mask, scratch], rows, (scope) => {
    const { address } = at(scope.buffers, SCRATCH);
    return renderMatmul(scope, kernel, { capacity, scratch: address });
  });
  return at(results, PRODUCT);
}

function matrix({ strides, offset }: View, rows: number, numbers: readonly number[]): Matrix {
  const [down, right] = strides.map((stride) => lengthAt(stride, rows));
  return (row, column) => at(numbers, lengthAt(offset, rows) + row * (down ?? 0) + column * (right ?? 0));
}

/** The product with every sum over depth from 0 upwards in single precision. */
function expected(kernel: MatmulKernel, { left, right }: Contents, rows: number): readonly number[] {
  const [a, b] = [matrix(kernel.left, rows, left), matrix(kernel.right, rows, right)];
  const [height, width, depth] = [kernel.rows, kernel.columns, kernel.depth].map((dim) => lengthAt(dim, rows));
  const product: number[] = [];
  for (let row = 0; row < (height ?? 0); row++) {
    for (let column = 0; column < (width ?? 0); column++) {
      let sum = 0;
      for (let k = 0; k < (depth ?? 0); k++) sum = fround(sum + fround(a(row, k) * b(k, column)));
      product.push(sum);
    }
  }
  return product;
}

function contentsOf(leftSize: number, rightSize: number): Contents {
  return { left: someNumbers(leftSize, 11), right: someNumbers(rightSize, 12) };
}

function product(rows: Dim, columns: Dim, depth: Dim, left: View, right: View): MatmulKernel {
  return { kind: 'matmul', rows, columns, depth, left, right, epilogue: stored(columns) };
}

describe('renderMatmul', () => {
  const sizes = LENGTHS.filter((columns) => columns > 1);

  it.each(sizes)('multiplies a batch with %i columns, either matrix transposed or not', (columns) => {
    for (const [rows, depth] of [
      [1, 1],
      [2, 5],
      [7, 4],
      [9, 18],
    ] as const) {
      for (const left of [view(LEFT, [depth, 1]), view(LEFT, [1, ROWS])]) {
        for (const right of [view(RIGHT, [columns, 1]), view(RIGHT, [1, depth])]) {
          const kernel = product(ROWS, columns, depth, left, right);
          const contents = contentsOf(rows * depth, depth * columns);
          expect(run(kernel, contents, rows)).toEqual(expected(kernel, contents, rows));
        }
      }
    }
  });

  it.each(LENGTHS.slice(0, 12))('multiplies %i fixed rows over the depth of a batch', (height) => {
    for (const [rows, columns] of [
      [1, 2],
      [3, 9],
      [8, 33],
    ] as const) {
      const kernel = product(height, columns, ROWS, view(LEFT, [1, height]), view(RIGHT, [columns, 1]));
      const contents = contentsOf(rows * height, rows * columns);
      expect(run(kernel, contents, rows)).toEqual(expected(kernel, contents, rows));
    }
  });

  it.each(LENGTHS)('multiplies with as many columns as there are rows, %i', (rows) => {
    for (const right of [view(RIGHT, [1, 3]), view(RIGHT, [ROWS, 1]), view(RIGHT, [1, ROWS], ROWS)]) {
      const kernel = product(ROWS, ROWS, 3, view(LEFT, [3, 1], ROWS), right);
      const contents = contentsOf(rows * 4, rows * (rows + 3) + 3);
      expect(run(kernel, contents, rows)).toEqual(expected(kernel, contents, rows));
    }
  });

  it('supports strides other than 1 and the row length, and 0', () => {
    for (const strides of [
      [50, 3],
      [0, 1],
      [1, 0],
      [3, 50],
    ]) {
      const kernel = product(ROWS, 11, 6, view(LEFT, [13, 2], 5), view(RIGHT, strides, 4));
      const contents = contentsOf(200, 700);
      for (const rows of [1, 4, 6]) expect(run(kernel, contents, rows)).toEqual(expected(kernel, contents, rows));
    }
  });

  it('yields the same bits in place and with packed panels', () => {
    const [rows, columns, depth] = [18, 67, 151];
    const kernel = product(ROWS, columns, depth, view(LEFT, [depth, 1]), view(RIGHT, [columns, 1]));
    const contents = contentsOf(rows * depth, depth * columns);
    expect(matmulScratchBytes(kernel, 8)).toBe(0);
    expect(matmulScratchBytes(kernel, rows)).toBe(4 * 8 * 152);
    const inPlace = run(kernel, contents, rows, 8);
    expect(inPlace).toEqual(expected(kernel, contents, rows));
    expect(run(kernel, contents, rows)).toEqual(inPlace);
    // A partial batch, rendered for the whole one.
    expect(run(kernel, contents, 5, rows)).toEqual(inPlace.slice(0, 5 * columns));
  });

  it.each(['rows', 'one row'])('reads at most 12 bytes past the right matrix: %s', (kind) => {
    // Five columns of 1000 lie along the depth up to 12 bytes before the end of a memory of 64 KiB.
    const [columns, depth] = [5, 1000];
    const [scratch, left, right] = [64, 40_000, 65536 - 12 - 4 * columns * depth];
    const buffers = [left, right, 32, 0, 0].map((address) => ({ name: '', size: 0, address }));
    const rows = kind === 'rows' ? ROWS : 1;
    const kernel = product(rows, columns, depth, view(LEFT, [depth, 1]), view(RIGHT, [1, depth]));
    const { numbers, run: multiply } = runKernel(buffers, 65536, (scope) => {
      return renderMatmul(scope, kernel, { capacity: 1, scratch });
    });
    numbers.fill(1, left / 4, left / 4 + depth);
    for (let column = 0; column < columns; column++) numbers.fill(column, right / 4 + column * depth);
    multiply(1);
    expect([...numbers.subarray(8, 8 + columns)]).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  it('sums a product of one row with neighbouring columns in order', () => {
    for (const columns of LENGTHS) {
      const kernel = product(1, columns, ROWS, view(LEFT, [1, 1]), view(RIGHT, [columns, 1]));
      const contents = contentsOf(6, 6 * columns);
      const rows = columns === 1 ? 3 : 6;
      expect(run(kernel, contents, rows)).toEqual(expected(kernel, contents, rows));
    }
  });

  it.each(LENGTHS)('sums one column over a depth of %i in four sums', (depth) => {
    const kernel = product(ROWS, 1, depth, view(LEFT, [depth, 1]), view(RIGHT, [1, 1]));
    for (const rows of [1, 2, 3, 4, 7, 9]) {
      const contents = contentsOf(rows * depth, depth);
      const dots = Array.from({ length: rows }, (_, row) =>
        inFourSums(contents.left.slice(row * depth, (row + 1) * depth), contents.right),
      );
      const inOrder = expected(kernel, contents, rows);
      // At a depth of 1 the columns lie side by side too, and there is nothing to add.
      expect(run(kernel, contents, rows)).toEqual(depth === 1 ? inOrder : dots);
      for (const [row, dot] of dots.entries()) expect(dot).toBeCloseTo(at(inOrder, row), 4);
    }
  });

  it('passes row and column to the epilogue of a product with one column', () => {
    const kernel: MatmulKernel = {
      ...product(ROWS, 1, 6, view(LEFT, [6, 1]), view(RIGHT, [1, 1])),
      epilogue: {
        steps: [
          { kind: 'result' },
          { kind: 'position', axis: 0 },
          { kind: 'load', view: view(MASK, [1, 1]) },
          { kind: 'load', view: view(BIAS, [0, 1]) },
          { kind: 'select', condition: 2, yes: 0, no: 1 },
          { kind: 'binary', function: 'add', left: 4, right: 3 },
        ],
        stores: [{ view: view(PRODUCT, [1, 1]), step: 5 }],
      },
    };
    const contents = { left: Array.from({ length: 42 }, (_, i) => i), right: [1, 0, 0, 0, 0, 1] };
    const mask = [1, 0, 0, 1, 0, 1, 0];
    // Row r holds 6r .. 6r + 5, and its product is 6r + 6r + 5.
    expect(run(kernel, { ...contents, mask, bias: [100] }, 7)).toEqual([105, 101, 102, 141, 104, 165, 106]);
  });

  it.each(sizes)('adds a bias, applies relu and masks %i columns', (columns) => {
    const depth = 5;
    const kernel: MatmulKernel = {
      ...product(ROWS, columns, depth, view(LEFT, [depth, 1]), view(RIGHT, [columns, 1])),
      epilogue: {
        steps: [
          { kind: 'result' },
          { kind: 'load', view: view(BIAS, [0, 1]) },
          { kind: 'binary', function: 'add', left: 0, right: 1 },
          { kind: 'unary', function: 'relu', operand: 2 },
          { kind: 'load', view: view(MASK, [columns, 1]) },
          { kind: 'binary', function: 'multiply', left: 3, right: 4 },
        ],
        stores: [{ view: view(PRODUCT, [columns, 1]), step: 5 }],
      },
    };
    for (const rows of [1, 4, 5, 8]) {
      const contents = contentsOf(rows * depth, depth * columns);
      const bias = someNumbers(columns, 3);
      const mask = someNumbers(rows * columns, 4).map((number) => (number > 0 ? 1 : 0));
      const results = expected(kernel, contents, rows).map(
        (sum, place) => Math.max(0, fround(sum + at(bias, place % columns))) * at(mask, place),
      );
      expect(run(kernel, { ...contents, bias, mask }, rows)).toEqual(results);
    }
  });

  it('passes on NaN and infinities, but not to neighbours', () => {
    const kernel = product(ROWS, 3, 2, view(LEFT, [2, 1]), view(RIGHT, [3, 1]));
    const left = [1, 1, Number.NaN, 0, Number.POSITIVE_INFINITY, 1, 0, -0];
    const right = [1, 0, -1, 1, 2, Number.NEGATIVE_INFINITY];
    const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
    expect(run(kernel, { left, right }, 4)).toEqual([2, 2, -inf, nan, nan, nan, inf, nan, -inf, 0, 0, nan]);
  });
});

/** The sum of products in the order that `dotProducts` documents. */
function inFourSums(left: readonly number[], right: readonly number[]): number {
  const whole = left.length - (left.length % 4);
  const product = (k: number) => fround(at(left, k) * at(right, k));
  const [first, second, third, fourth] = [0, 1, 2, 3].map((lane) => {
    let sum = 0;
    for (let k = lane; k < whole; k += 4) sum = fround(sum + product(k));
    return sum;
  });
  let total = fround(fround((first ?? 0) + (third ?? 0)) + fround((second ?? 0) + (fourth ?? 0)));
  for (let k = whole; k < left.length; k++) total = fround(total + product(k));
  return total;
}

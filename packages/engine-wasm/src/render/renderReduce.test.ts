import { at } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { runFragment, someNumbers } from '../../test/support/fragment.ts';
import { type Dim, lengthAt, ROWS } from '../graph/dim.ts';
import { REDUCE_FUNCTIONS, type ReduceFunction } from '../graph/graph.ts';
import type { ReduceKernel } from '../schedule/kernel.ts';
import { renderReduce } from './renderReduce.ts';

const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65];

const REFERENCE: Readonly<Record<ReduceFunction, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  product: (values) => values.reduce((product, value) => product * value, 1),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
};

/** Reduces |x| of [outer, length, inner], all side by side, and adds a number for each place of the result. */
function kernelOf(name: ReduceFunction, outer: Dim, length: Dim, inner: Dim, rows: number): ReduceKernel {
  const at1 = lengthAt(inner, rows);
  const at0 = lengthAt(length, rows) * at1;
  return {
    kind: 'reduce',
    function: name,
    outer,
    length,
    inner,
    steps: [
      { kind: 'load', view: { buffer: 0, offset: 0, strides: [at0, at1, 1] } },
      { kind: 'unary', function: 'abs', operand: 0 },
    ],
    term: 1,
    epilogue: {
      steps: [
        { kind: 'result' },
        { kind: 'load', view: { buffer: 1, offset: 0, strides: [at1, 1] } },
        { kind: 'binary', function: 'add', left: 0, right: 1 },
      ],
      stores: [{ view: { buffer: 2, offset: 0, strides: [at1, 1] }, step: 2 }],
    },
  };
}

function check(name: ReduceFunction, dims: readonly [Dim, Dim, Dim], rows: number): void {
  const [outer, length, inner] = [lengthAt(dims[0], rows), lengthAt(dims[1], rows), lengthAt(dims[2], rows)];
  const x = someNumbers(outer * length * inner);
  const added = someNumbers(outer * inner, 2);
  const kernel = kernelOf(name, ...dims, rows);
  const contents = [x, added, added.map(() => 0)];
  const [, , result] = runFragment(contents, rows, (scope) => renderReduce(scope, kernel));
  const expected = added.map((more, place) => {
    const [i, k] = [Math.floor(place / inner), place % inner];
    const terms = Array.from({ length }, (_, j) => Math.abs(at(x, (i * length + j) * inner + k)));
    return REFERENCE[name](terms) + more;
  });
  expected.forEach((value, place) => {
    expect(at(result ?? [], place), `${name} [${dims.map((dim) => lengthAt(dim, rows))}] ${place}`).toBeCloseTo(
      value,
      4,
    );
  });
}

describe.each(REDUCE_FUNCTIONS)('renderReduce %s', (name) => {
  it('reduces rows of fixed length and of a length that depends on the rows', () => {
    for (const length of LENGTHS) {
      check(name, [1, length, 1], 1);
      check(name, [ROWS, length, 1], 3);
      check(name, [1, ROWS, 1], length);
      check(name, [2, ROWS, 1], length);
    }
  });

  it('reduces few and many columns', () => {
    for (const inner of LENGTHS) {
      check(name, [1, ROWS, inner], 5);
      check(name, [2, 3, inner], 1);
      check(name, [1, 4, ROWS], inner);
      check(name, [ROWS, 2, ROWS], Math.min(inner, 9));
    }
  });
});

describe('renderReduce', () => {
  it('passes on NaN and infinities', () => {
    for (const length of [1, 5, 16, 23, 64]) {
      for (const bad of [0, length - 1]) {
        const x = someNumbers(length).map((value, place) => (place === bad ? Number.NaN : value));
        for (const name of REDUCE_FUNCTIONS) {
          for (const [outer, along, inner] of [
            [1, length, 1],
            [1, 1, length],
          ] as const) {
            const kernel = kernelOf(name, outer, along, inner, 1);
            const zeros = Array.from({ length: inner }, () => 0);
            const [, , result] = runFragment([x, zeros, zeros], 1, (scope) => renderReduce(scope, kernel));
            expect(at(result ?? [], inner === 1 ? 0 : bad)).toBeNaN();
          }
        }
        const infinite = x.map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value));
        const [, , largest] = runFragment([infinite, [0], [0]], 1, (s) =>
          renderReduce(s, kernelOf('max', 1, length, 1, 1)),
        );
        expect(largest).toEqual([Number.POSITIVE_INFINITY]);
      }
    }
  });

  it('reads elements that are not adjacent, and knows their positions', () => {
    // Column sums of the transpose of [7, rows], each element times its position along the rows: strides of the rows.
    for (const rows of [1, 4, 6]) {
      const x = someNumbers(7 * rows);
      const kernel: ReduceKernel = {
        kind: 'reduce',
        function: 'sum',
        outer: 1,
        length: ROWS,
        inner: 7,
        steps: [
          { kind: 'load', view: { buffer: 0, offset: 0, strides: [0, 1, ROWS] } },
          { kind: 'position', axis: 1 },
          { kind: 'binary', function: 'multiply', left: 0, right: 1 },
        ],
        term: 2,
        epilogue: {
          steps: [{ kind: 'result' }],
          stores: [{ view: { buffer: 1, offset: 0, strides: [0, 1] }, step: 0 }],
        },
      };
      const [, result] = runFragment([x, [0, 0, 0, 0, 0, 0, 0]], rows, (scope) => renderReduce(scope, kernel));
      for (let column = 0; column < 7; column++) {
        const terms = Array.from({ length: rows }, (_, row) => row * at(x, column * rows + row));
        expect(at(result ?? [], column)).toBeCloseTo(REFERENCE.sum(terms), 5);
      }
    }
  });

  it('sums rows with a stride, and stores more than one value', () => {
    const x = someNumbers(60);
    const kernel: ReduceKernel = {
      kind: 'reduce',
      function: 'sum',
      outer: 3,
      length: 20,
      inner: 1,
      steps: [{ kind: 'load', view: { buffer: 0, offset: 0, strides: [1, 3, 0] } }],
      term: 0,
      epilogue: {
        steps: [
          { kind: 'result' },
          { kind: 'number', value: 2 },
          { kind: 'binary', function: 'multiply', left: 0, right: 1 },
        ],
        stores: [
          { view: { buffer: 1, offset: 0, strides: [1, 0] }, step: 0 },
          { view: { buffer: 2, offset: 0, strides: [1, 0] }, step: 2 },
        ],
      },
    };
    const [, sums, doubled] = runFragment([x, [0, 0, 0], [0, 0, 0]], 1, (scope) => renderReduce(scope, kernel));
    [0, 1, 2].forEach((row) => {
      expect(at(sums ?? [], row)).toBeCloseTo(REFERENCE.sum(x.filter((_, place) => place % 3 === row)), 5);
    });
    expect(doubled).toEqual(sums?.map((value) => 2 * value));
  });
});

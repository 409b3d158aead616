import { at } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { runFragment, someNumbers } from '../../test/support/fragment.ts';
import { type Dim, lengthAt, ROWS } from '../graph/dim.ts';
import type { ArgumentKernel } from '../schedule/kernel.ts';
import { renderArgument } from './renderArgument.ts';

const { NaN: nan, POSITIVE_INFINITY: inf, NEGATIVE_INFINITY: minusInf } = Number;

interface Shape {
  readonly outer?: Dim;
  readonly length: Dim;
  readonly inner?: number;
}

function positions(
  name: ArgumentKernel['function'],
  numbers: readonly number[],
  { outer = 1, length, inner = 1 }: Shape,
  rows = 1,
): readonly number[] {
  const places = Array.from({ length: lengthAt(outer, rows) * inner }, () => 7);
  const stride: Dim = typeof length === 'number' ? length * inner : { factor: inner, power: 1 };
  const results = runFragment([numbers, places], rows, (scope) =>
    renderArgument(scope, {
      kind: 'argument',
      function: name,
      outer,
      length,
      inner,
      input: { buffer: 0, offset: 0, strides: [stride, inner, 1] },
      output: { buffer: 1, offset: 0, strides: [inner, 1] },
    }),
  );
  return at(results, 1);
}

describe('renderArgument', () => {
  it('finds the largest and the smallest of each row', () => {
    const numbers = [3, 1, 2, -5, -4, -6, 0, 0, 1];
    expect(positions('max', numbers, { outer: ROWS, length: 3 }, 3)).toEqual([0, 1, 2]);
    expect(positions('min', numbers, { outer: ROWS, length: 3 }, 3)).toEqual([1, 2, 0]);
  });

  it('yields the first of equals', () => {
    expect(positions('max', [1, 2, 2, 0, 0], { length: 5 })).toEqual([1]);
    expect(positions('min', [1, 2, 2, 0, 0], { length: 5 })).toEqual([3]);
    expect(positions('max', [-0, 0], { length: 2 })).toEqual([0]);
  });

  it('searches along the middle axis, of any length', () => {
    for (const [outer, length, inner] of [
      [1, 1, 1],
      [2, 3, 5],
      [3, 9, 2],
    ] as const) {
      const numbers = someNumbers(outer * length * inner);
      const expected = Array.from({ length: outer * inner }, (_, place) => {
        const start = Math.floor(place / inner) * length * inner + (place % inner);
        const line = Array.from({ length }, (_, i) => at(numbers, start + i * inner));
        return line.indexOf(Math.max(...line));
      });
      expect(positions('max', numbers, { outer, length, inner })).toEqual(expected);
      expect(positions('max', numbers, { outer, length: ROWS, inner }, length)).toEqual(expected);
    }
  });

  // The loops of tfjs-backend-cpu's ArgMax and ArgMin.
  it('ignores NaN except as the first number', () => {
    expect(positions('max', [1, nan, 3, nan, 2], { length: 5 })).toEqual([2]);
    expect(positions('min', [3, nan, 1, nan, 2], { length: 5 })).toEqual([2]);
    expect(positions('max', [nan, 5, 6], { length: 3 })).toEqual([0]);
    expect(positions('min', [nan, 5, 4], { length: 3 })).toEqual([0]);
    expect(positions('max', [minusInf, minusInf, inf], { length: 3 })).toEqual([2]);
  });
});

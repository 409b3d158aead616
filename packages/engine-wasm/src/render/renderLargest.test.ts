import { at } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { runFragment, runKernel, someNumbers } from '../../test/support/fragment.ts';
import { type Dim, lengthAt, ROWS } from '../graph/dim.ts';
import { renderLargest } from './renderLargest.ts';

const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 63, 64, 65];
const { NaN: nan, POSITIVE_INFINITY: inf, NEGATIVE_INFINITY: minusInf } = Number;

function largest(numbers: readonly number[], count: number, outer: Dim, width: Dim, rows = 1): readonly number[] {
  const keys = Array.from({ length: 4 * Math.ceil(lengthAt(width, rows) / 4) }, () => 0);
  const results = runFragment([numbers, [count], numbers.map(() => 7), keys], rows, (scope) =>
    renderLargest(scope, {
      kind: 'largest',
      outer,
      width,
      input: { buffer: 0, offset: 0, strides: [width, 1] },
      count: { buffer: 1, offset: 0, strides: [] },
      output: { buffer: 2, offset: 0, strides: [width, 1] },
      scratch: 3,
    }),
  );
  return at(results, 2);
}

/** The mask by sorting each row. */
function bySorting(numbers: readonly number[], count: number, width: number): readonly number[] {
  return numbers.map((number, place) => {
    const start = place - (place % width);
    const row = numbers.slice(start, start + width);
    const before = row.filter((other, i) => other > number || (other === number && i < place - start)).length;
    return before < count ? 1 : 0;
  });
}

describe('renderLargest', () => {
  it.each(LENGTHS)('marks the largest elements of rows of %i, for any count', (width) => {
    const numbers = someNumbers(3 * width);
    const counts = width < 10 ? Array.from({ length: width + 1 }, (_, i) => i) : [0, 1, 2, 8, width - 1, width];
    for (const count of counts) expect(largest(numbers, count, 3, width)).toEqual(bySorting(numbers, count, width));
  });

  it.each(LENGTHS)('marks the first of equals, %i in a row', (width) => {
    // What relu leaves of numbers that have only a few different values.
    const numbers = someNumbers(4 * width, 5).map((number) => Math.max(0, Math.round(3 * number)));
    for (const count of [1, Math.floor(width / 4), Math.floor(width / 2), width - 1]) {
      expect(largest(numbers, count, ROWS, width, 4)).toEqual(bySorting(numbers, count, width));
    }
  });

  it('supports rows whose length is the number of rows in the batch', () => {
    for (const rows of LENGTHS) {
      const numbers = someNumbers(2 * rows, 6).map((number) => Math.round(9 * number));
      for (const count of [1, Math.ceil(rows / 3)]) {
        expect(largest(numbers, count, 2, ROWS, rows)).toEqual(bySorting(numbers, count, rows));
      }
    }
  });

  it('rounds the count, halves up, and clamps it to the width', () => {
    const numbers = [3, 1, 4, 1, 5];
    const ones = (count: number) => largest(numbers, count, 1, 5);
    for (const none of [0, -0, 0.49, -0.5, -3, minusInf, nan]) expect(ones(none)).toEqual([0, 0, 0, 0, 0]);
    for (const one of [0.5, 1, 1.49]) expect(ones(one)).toEqual([0, 0, 0, 0, 1]);
    for (const two of [1.5, 2.25]) expect(ones(two)).toEqual([0, 0, 1, 0, 1]);
    expect(ones(4)).toEqual([1, 1, 1, 0, 1]);
    for (const all of [4.5, 5, 6, 3e9, 1e30, inf]) expect(ones(all)).toEqual([1, 1, 1, 1, 1]);
  });

  it('treats 0 and -0 as equal', () => {
    expect(largest([-0, 0, -0, 0, -1], 3, 1, 5)).toEqual([1, 1, 1, 0, 0]);
    expect(largest([-1, 0, -0], 2, 1, 3)).toEqual([0, 1, 1]);
  });

  it('sorts all float32 numbers, with NaN above them', () => {
    const ascending = [minusInf, -3.4e38, -1, -1e-38, -1e-45, 0, 1e-45, 1e-38, 1, 3.4e38, inf, nan];
    const shuffled = [7, 2, 11, 0, 5, 9, 3, 10, 1, 8, 4, 6];
    for (let count = 0; count <= 12; count++) {
      const mask = largest(
        shuffled.map((rank) => at(ascending, rank)),
        count,
        1,
        12,
      );
      expect(mask).toEqual(shuffled.map((rank) => (rank >= 12 - count ? 1 : 0)));
    }
    expect(largest([nan, inf, nan, nan], 2, 1, 4)).toEqual([1, 0, 1, 0]);
    expect(largest([nan, nan, nan], 2, 1, 3)).toEqual([1, 1, 0]);
  });

  it('ignores the sign of NaN', () => {
    const buffers = [64, 128, 192, 256].map((address) => ({ name: '', size: 4, address }));
    const { numbers, run } = runKernel(buffers, 65536, (scope) =>
      renderLargest(scope, {
        kind: 'largest',
        outer: 1,
        width: 4,
        input: { buffer: 0, offset: 0, strides: [4, 1] },
        count: { buffer: 1, offset: 0, strides: [] },
        output: { buffer: 2, offset: 0, strides: [4, 1] },
        scratch: 3,
      }),
    );
    numbers.set([1, 0, inf, nan], 16);
    // A quiet NaN with its sign set.
    new Uint32Array(numbers.buffer)[17] = 0xffc00000;
    numbers[32] = 1;
    run(1);
    expect([...numbers.subarray(48, 52)]).toEqual([0, 1, 0, 0]);
  });

  it('marks the largest weights of a kernel', () => {
    const numbers = someNumbers(50_001, 8);
    const sorted = [...numbers].sort((a, b) => b - a);
    const mask = largest(numbers, 5_000, 1, 50_001);
    expect(mask).toEqual(numbers.map((number) => (number >= at(sorted, 4_999) ? 1 : 0)));
    expect(mask.filter((flag) => flag === 1).length).toBe(5_000);
  });
});

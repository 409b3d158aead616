import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { rowArithmetic } from './rowArithmetic.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([rowArithmetic], make);
const one = (line: string) => [`%0 = ${line}`, 'output y = %0'];

describe('rowArithmetic', () => {
  it('multiplies and divides factors of powers of the rows', () => {
    expect(after((s) => s.binary('multiply', s.rows(2, 1), s.constant(3)))).toEqual(one('rows 6 rows^1 : float32[]'));
    expect(after((s) => s.binary('divide', s.constant(1), s.rows(64, 1)))).toEqual(
      one('rows 0.015625 rows^-1 : float32[]'),
    );
    expect(after((s) => s.binary('divide', s.rows(6, 2), s.rows(2, 1)))).toEqual(one('rows 3 rows^1 : float32[]'));
    expect(after((s) => s.binary('multiply', s.rows(3, 1), s.rows(0.5, -1)))).toEqual(one('constant 1.5 : float32[]'));
  });

  it('leaves sums, and what is infinite', () => {
    expect(after((s) => s.binary('add', s.rows(2, 1), s.rows(3, 1)))).toHaveLength(4);
    expect(after((s) => s.binary('divide', s.rows(2, 1), s.constant(0)))).toHaveLength(4);
    expect(after((s) => s.binary('multiply', s.constant(2), s.constant(3)))).toHaveLength(4);
  });

  it('reduces what is one number everywhere', () => {
    expect(after((s) => s.reduce('sum', s.constant(0.5, [ROWS, 4]), [0, 1]))).toEqual(one('rows 2 rows^1 : float32[]'));
    expect(after((s) => s.reduce('sum', s.constant(0.5, [ROWS, 4]), [1]))).toEqual([
      '%0 = constant 2 : float32[]',
      '%1 = broadcast %0 : float32[rows]',
      'output y = %1',
    ]);
    expect(after((s) => s.reduce('sum', s.constant(3, [ROWS, 4]), [0]))).toEqual([
      '%0 = rows 3 rows^1 : float32[]',
      '%1 = broadcast %0 : float32[4]',
      'output y = %1',
    ]);
    expect(after((s) => s.reduce('max', s.constant(3, [ROWS, 4]), [0]))).toEqual(one('constant 3 : float32[4]'));
    expect(after((s) => s.reduce('product', s.constant(2, [ROWS, 4]), [1]))).toEqual(
      one('constant 16 : float32[rows]'),
    );
    expect(after((s) => s.reduce('product', s.constant(2, [ROWS, 4]), [0]))).toHaveLength(3);
  });
});

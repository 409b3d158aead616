import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import type { BinaryFunction } from '../graph/graph.ts';
import { arithmeticIdentities } from './arithmeticIdentities.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([arithmeticIdentities], make);
const matrix = (s: Sketch) => s.input('x', [ROWS, 4]);

describe('arithmeticIdentities', () => {
  it.each<[BinaryFunction, number]>([
    ['add', 0],
    ['add', -0],
    ['subtract', 0],
    ['multiply', 1],
    ['divide', 1],
    ['pow', 1],
  ])('leaves out x %s %d', (name, number) => {
    expect(after((s) => s.binary(name, matrix(s), s.constant(number)))).toEqual(['output y = %0']);
  });

  it.each<[number, BinaryFunction]>([
    [0, 'add'],
    [1, 'multiply'],
  ])('leaves out %d %s x', (number, name) => {
    expect(after((s) => s.binary(name, s.constant(number), matrix(s)))).toEqual(['output y = %0']);
  });

  it('keeps 0 - x and 1 / x', () => {
    expect(after((s) => s.binary('subtract', s.constant(0), matrix(s)))).toHaveLength(3);
    expect(after((s) => s.binary('divide', s.constant(1), matrix(s)))).toHaveLength(3);
  });

  it('keeps 0 x and x - x, which are NaN where x is', () => {
    expect(after((s) => s.binary('multiply', matrix(s), s.constant(0)))).toHaveLength(3);
    const x = (s: Sketch): number => {
      const id = matrix(s);
      return s.binary('subtract', id, id);
    };
    expect(after(x)).toHaveLength(2);
  });

  it('repeats x where the constant was larger', () => {
    expect(after((s) => s.binary('multiply', s.input('x', []), s.constant(1, [ROWS, 4])))).toEqual([
      '%1 = broadcast %0 : float32[rows, 4]',
      'output y = %1',
    ]);
  });

  it('takes the larger of x and x as x, of x and 0 as relu', () => {
    const same = (name: BinaryFunction) => (s: Sketch) => {
      const x = matrix(s);
      return s.binary(name, x, x);
    };
    expect(after(same('max'))).toEqual(['output y = %0']);
    expect(after(same('min'))).toEqual(['output y = %0']);
    expect(after((s) => s.binary('max', s.constant(0), matrix(s)))).toEqual([
      '%1 = relu %0 : float32[rows, 4]',
      'output y = %1',
    ]);
  });

  it('subtracts in place of adding what is negated, and the other way round', () => {
    const y = (s: Sketch) => s.unary('negate', s.input('y', [4]));
    expect(after((s) => s.binary('add', matrix(s), y(s)))).toEqual([
      '%2 = subtract %0, %1 : float32[rows, 4]',
      'output y = %2',
    ]);
    expect(after((s) => s.binary('add', y(s), matrix(s)))).toEqual([
      '%2 = subtract %1, %0 : float32[rows, 4]',
      'output y = %2',
    ]);
    expect(after((s) => s.binary('subtract', matrix(s), y(s)))).toEqual([
      '%2 = add %0, %1 : float32[rows, 4]',
      'output y = %2',
    ]);
  });

  it('takes powers of 0 and 2 without pow', () => {
    expect(after((s) => s.binary('pow', matrix(s), s.constant(2)))).toEqual([
      '%1 = multiply %0, %0 : float32[rows, 4]',
      'output y = %1',
    ]);
    expect(after((s) => s.binary('pow', matrix(s), s.constant(0)))).toEqual([
      '%1 = constant 1 : float32[rows, 4]',
      'output y = %1',
    ]);
    expect(after((s) => s.binary('pow', matrix(s), s.constant(3)))).toHaveLength(3);
  });
});

import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import type { BinaryFunction, UnaryFunction } from '../graph/graph.ts';
import { arithmeticIdentities, scalarFactors } from './arithmeticRules.ts';

const matrix = (s: Sketch) => s.input('x', [ROWS, 4]);

describe('arithmeticIdentities', () => {
  const after = (make: (sketch: Sketch) => number) => rewritten([arithmeticIdentities], make);

  it.each<[BinaryFunction, number]>([
    ['add', 0],
    ['add', -0],
    ['subtract', 0],
    ['multiply', 1],
    ['divide', 1],
    ['pow', 1],
  ])('removes x %s %d', (name, number) => {
    expect(after((s) => s.binary(name, matrix(s), s.constant(number)))).toEqual(['output y = %0']);
  });

  it.each<[number, BinaryFunction]>([
    [0, 'add'],
    [1, 'multiply'],
  ])('removes %d %s x', (number, name) => {
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

  it('broadcasts x if the constant has a larger shape', () => {
    expect(after((s) => s.binary('multiply', s.input('x', []), s.constant(1, [ROWS, 4])))).toEqual([
      '%1 = broadcast %0 : float32[rows, 4]',
      'output y = %1',
    ]);
  });

  it('replaces max(x, x) by x, and max(x, 0) by relu', () => {
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

  it('turns the addition of a negated number into a subtraction, and vice versa', () => {
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

  it('replaces the powers 0 and 2', () => {
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

const x = (s: Sketch) => s.input('x', [ROWS, 4]);

describe('scalarFactors', () => {
  const after = (make: (sketch: Sketch) => number | readonly number[]) => rewritten([scalarFactors], make);

  it.each([4, -0.5, 0, -0])('multiplies by the reciprocal of %d, which is exact', (divisor) => {
    expect(after((s) => s.binary('divide', s.input('x', []), s.constant(divisor)))).toEqual([
      `%1 = constant ${1 / divisor} : float32[]`,
      '%2 = multiply %0, %1 : float32[]',
      'output y = %2',
    ]);
  });

  it.each([3, 1e-40, Number.NaN])('divides a scalar by %d', (divisor) => {
    expect(after((s) => s.binary('divide', s.input('x', []), s.constant(divisor)))[1]).toBe(
      '%2 = divide %0, %1 : float32[]',
    );
  });

  it('multiplies a tensor by the reciprocal of a scalar, even a tensor of a single element', () => {
    const expected = (type: string) => [
      '%2 = constant 1 : float32[]',
      '%3 = divide %2, %1 : float32[]',
      `%4 = multiply %0, %3 : float32${type}`,
      'output y = %4',
    ];
    expect(after((s) => s.binary('divide', x(s), s.input('s', [])))).toEqual(expected('[rows, 4]'));
    expect(after((s) => s.binary('divide', s.input('b', [1]), s.input('s', [])))).toEqual(expected('[1]'));
  });

  it('keeps divisions by a tensor, and by a constant with an infinite reciprocal', () => {
    expect(after((s) => s.binary('divide', x(s), s.input('s', [4])))).toHaveLength(2);
    expect(after((s) => s.binary('divide', x(s), s.constant(1e-40)))).toHaveLength(3);
  });

  it.each<UnaryFunction>(['floor', 'truncate', 'round', 'ceil'])('divides before a %s', (name) => {
    expect(after((s) => s.unary(name, s.binary('divide', x(s), s.input('s', []))))).toHaveLength(3);
  });

  it('divides before a comparison', () => {
    expect(after((s) => s.binary('less', s.binary('divide', x(s), s.input('s', [])), s.constant(1)))).toHaveLength(4);
  });

  it.each(['x a b', 'a x b', 'b of x a', 'b of a x'])('multiplies scalars first: %s', (order) => {
    const made = after((s) => {
      const [large, a, b] = [x(s), s.input('a', []), s.input('b', [])];
      const inner = order.includes('x a') ? s.binary('multiply', large, a) : s.binary('multiply', a, large);
      return order.startsWith('b') ? s.binary('multiply', b, inner) : s.binary('multiply', inner, b);
    });
    expect(made).toEqual([
      '%3 = multiply %1, %2 : float32[]',
      '%4 = multiply %0, %3 : float32[rows, 4]',
      'output y = %4',
    ]);
  });

  it('keeps a product that another node uses, too', () => {
    const made = after((s) => {
      const inner = s.binary('multiply', x(s), s.input('a', []));
      return [inner, s.binary('multiply', inner, s.input('b', []))];
    });
    expect(made).toHaveLength(4);
  });

  it('turns the product of a scalar and a reciprocal into a quotient', () => {
    const made = after((s) =>
      s.binary('multiply', s.input('a', []), s.binary('divide', s.constant(1), s.input('b', []))),
    );
    expect(made).toEqual(['%2 = divide %0, %1 : float32[]', 'output y = %2']);
  });
});

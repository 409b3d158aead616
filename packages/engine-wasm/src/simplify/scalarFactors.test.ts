import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import type { UnaryFunction } from '../graph/graph.ts';
import { scalarFactors } from './scalarFactors.ts';

const after = (make: (sketch: Sketch) => number | readonly number[]) => rewritten([scalarFactors], make);
const x = (s: Sketch) => s.input('x', [ROWS, 4]);

describe('scalarFactors', () => {
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

  it('multiplies a tensor by the reciprocal of a scalar, also one of a single element', () => {
    const expected = (type: string) => [
      '%2 = constant 1 : float32[]',
      '%3 = divide %2, %1 : float32[]',
      `%4 = multiply %0, %3 : float32${type}`,
      'output y = %4',
    ];
    expect(after((s) => s.binary('divide', x(s), s.input('s', [])))).toEqual(expected('[rows, 4]'));
    expect(after((s) => s.binary('divide', s.input('b', [1]), s.input('s', [])))).toEqual(expected('[1]'));
  });

  it('divides by what is no scalar, and by a constant whose reciprocal is infinite', () => {
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

  it('keeps a product that something else takes, too', () => {
    const made = after((s) => {
      const inner = s.binary('multiply', x(s), s.input('a', []));
      return [inner, s.binary('multiply', inner, s.input('b', []))];
    });
    expect(made).toHaveLength(4);
  });

  it('divides a scalar in place of multiplying it by a reciprocal', () => {
    const made = after((s) =>
      s.binary('multiply', s.input('a', []), s.binary('divide', s.constant(1), s.input('b', []))),
    );
    expect(made).toEqual(['%2 = divide %0, %1 : float32[]', 'output y = %2']);
  });
});

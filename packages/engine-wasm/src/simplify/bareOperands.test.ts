import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { bareOperands } from './bareOperands.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([bareOperands], make);

describe('bareOperands', () => {
  it('takes operands before they are repeated', () => {
    expect(after((s) => s.binary('add', s.input('x', [ROWS, 4]), s.broadcast(s.input('b', [4]), [ROWS, 4])))).toEqual([
      '%2 = add %0, %1 : float32[rows, 4]',
      'output y = %2',
    ]);
  });

  it('takes a scalar that was given axes of length 1 as it is', () => {
    expect(after((s) => s.binary('multiply', s.reshape(s.input('dy', []), [1, 1]), s.input('x', [ROWS, 4])))).toEqual([
      '%2 = multiply %0, %1 : float32[rows, 4]',
      'output y = %2',
    ]);
  });

  it('repeats afterwards what comes out smaller', () => {
    expect(after((s) => s.unary('exp', s.broadcast(s.input('x', []), [ROWS, 4])))).toEqual([
      '%1 = exp %0 : float32[]',
      '%2 = broadcast %1 : float32[rows, 4]',
      'output y = %2',
    ]);
    expect(after((s) => s.unary('exp', s.reshape(s.input('x', []), [1, 1])))).toEqual([
      '%1 = exp %0 : float32[]',
      '%2 = reshape %1 : float32[1, 1]',
      'output y = %2',
    ]);
  });

  it('takes a constant of one number as a scalar', () => {
    expect(after((s) => s.binary('add', s.input('x', [ROWS, 4]), s.constant(2, [ROWS, 4])))).toEqual([
      '%1 = constant 2 : float32[]',
      '%2 = add %0, %1 : float32[rows, 4]',
      'output y = %2',
    ]);
  });

  it('keeps reshapes that do more than add leading axes', () => {
    expect(after((s) => s.binary('add', s.input('x', [4, 3]), s.reshape(s.input('b', [4]), [4, 1])))).toHaveLength(3);
  });
});

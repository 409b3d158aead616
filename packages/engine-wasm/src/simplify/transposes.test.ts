import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { transposes } from './transposes.ts';

const after = (make: (sketch: Sketch) => number | readonly number[]) => rewritten([transposes], make);

describe('transposes', () => {
  it('makes a reshape of one that moves only axes of length 1', () => {
    const reshaped = (type: string) => [`%1 = reshape %0 : float32${type}`, 'output y = %1'];
    expect(after((s) => s.transpose(s.input('x', [ROWS, 1]), [1, 0]))).toEqual(reshaped('[1, rows]'));
    expect(after((s) => s.transpose(s.input('x', [ROWS, 4]), [0, 1]))).toEqual(reshaped('[rows, 4]'));
    expect(after((s) => s.transpose(s.input('x', [1, 3, 1, 2]), [1, 0, 3, 2]))).toEqual(reshaped('[3, 1, 2, 1]'));
  });

  it('makes one of two', () => {
    // numpy: np.zeros((2, 3, 4)).transpose(1, 2, 0).transpose(0, 2, 1) is of shape (3, 2, 4), axes (1, 0, 2)
    expect(after((s) => s.transpose(s.transpose(s.input('x', [2, 3, 4]), [1, 2, 0]), [0, 2, 1]))).toEqual([
      '%1 = transpose %0 [1, 0, 2] : float32[3, 2, 4]',
      'output y = %1',
    ]);
  });

  it('transposes the operands of a product that nothing else takes', () => {
    const product = (s: Sketch) => s.matmul(s.input('a', [ROWS, 4]), s.input('b', [5, 4]), 'transposeRight');
    expect(after((s) => s.transpose(product(s), [1, 0]))).toEqual([
      '%2 = matmul %1, %0 transposeRight : float32[5, rows]',
      'output y = %2',
    ]);
    const shared = after((s) => {
      const made = product(s);
      return [made, s.transpose(made, [1, 0])];
    });
    expect(shared).toHaveLength(4);
  });
});

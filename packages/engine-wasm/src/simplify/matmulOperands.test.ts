import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { matmulOperands } from './matmulOperands.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([matmulOperands], make);

describe('matmulOperands', () => {
  it('reads operands transposed', () => {
    const a = (s: Sketch) => s.input('a', [ROWS, 4]);
    const b = (s: Sketch) => s.input('b', [ROWS, 5]);
    expect(after((s) => s.matmul(s.transpose(a(s), [1, 0]), b(s)))).toEqual([
      '%2 = matmul %0, %1 transposeLeft : float32[4, 5]',
      'output y = %2',
    ]);
    expect(after((s) => s.matmul(a(s), s.transpose(b(s), [1, 0]), 'both'))).toEqual([
      '%2 = matmul %0, %1 transposeLeft : float32[4, 5]',
      'output y = %2',
    ]);
  });

  it('reads a column that was made a row as a transposed column', () => {
    expect(after((s) => s.matmul(s.reshape(s.input('a', [ROWS, 1]), [1, ROWS]), s.input('b', [ROWS, 5])))).toEqual([
      '%2 = matmul %0, %1 transposeLeft : float32[1, 5]',
      'output y = %2',
    ]);
  });

  it('keeps other reshapes', () => {
    expect(after((s) => s.matmul(s.reshape(s.input('a', [6, 1]), [2, 3]), s.input('b', [3, 5])))).toHaveLength(3);
    expect(after((s) => s.matmul(s.reshape(s.input('a', [4]), [1, 4]), s.input('b', [4, 5])))).toHaveLength(3);
  });
});

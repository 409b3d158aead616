import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { reductions } from './reductions.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([reductions], make);

describe('reductions', () => {
  it('reshapes along axes of length 1', () => {
    expect(after((s) => s.reduce('sum', s.input('x', [ROWS, 1]), [1]))).toEqual([
      '%1 = reshape %0 : float32[rows]',
      'output y = %1',
    ]);
    expect(after((s) => s.reduce('max', s.input('x', [1, 3, 1, 4]), [0, 2, 3]))).toEqual([
      '%1 = reshape %0 : float32[3, 4]',
      '%2 = reduce max %1 over [1] : float32[3]',
      'output y = %2',
    ]);
  });

  it('reduces all elements in whatever arrangement they are', () => {
    expect(after((s) => s.reduce('sum', s.reshape(s.input('x', [ROWS, 3, 4]), [ROWS, 12]), [0, 1]))).toEqual([
      '%1 = reduce sum %0 over [0, 1, 2] : float32[]',
      'output y = %1',
    ]);
    expect(after((s) => s.reduce('min', s.transpose(s.input('x', [3, 4]), [1, 0]), [0, 1]))).toEqual([
      '%1 = reduce min %0 over [0, 1] : float32[]',
      'output y = %1',
    ]);
  });

  it('keeps what reduces some elements', () => {
    expect(after((s) => s.reduce('sum', s.reshape(s.input('x', [ROWS, 3, 4]), [ROWS, 12]), [0]))).toHaveLength(3);
    expect(after((s) => s.reduce('sum', s.input('x', [ROWS, 1]), [0, 1]))).toHaveLength(2);
  });
});

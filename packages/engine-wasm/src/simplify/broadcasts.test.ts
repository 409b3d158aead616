import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { broadcasts } from './broadcasts.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([broadcasts], make);

describe('broadcasts', () => {
  it('makes one broadcast of two, or of one after added axes', () => {
    const expected = ['%1 = broadcast %0 : float32[rows, 5, 4]', 'output y = %1'];
    expect(after((s) => s.broadcast(s.broadcast(s.input('x', [4]), [5, 4]), [ROWS, 5, 4]))).toEqual(expected);
    expect(after((s) => s.broadcast(s.reshape(s.input('x', [4]), [1, 1, 4]), [ROWS, 5, 4]))).toEqual(expected);
  });

  it('makes a reshape of one that only adds axes', () => {
    expect(after((s) => s.broadcast(s.input('x', [4]), [1, 4]))).toEqual([
      '%1 = reshape %0 : float32[1, 4]',
      'output y = %1',
    ]);
  });

  it('keeps a reshape that adds an axis further back', () => {
    expect(after((s) => s.broadcast(s.reshape(s.input('x', [4]), [4, 1]), [4, ROWS]))).toHaveLength(3);
  });
});

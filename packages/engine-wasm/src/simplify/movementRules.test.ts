import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { emptyMoves } from './emptyMoves.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([emptyMoves], make);
const x = (s: Sketch) => s.input('x', [ROWS, 4]);

describe('emptyMoves', () => {
  it('leaves out what changes nothing', () => {
    expect(after((s) => s.reshape(x(s), [ROWS, 4]))).toEqual(['output y = %0']);
    expect(after((s) => s.broadcast(x(s), [ROWS, 4]))).toEqual(['output y = %0']);
    expect(after((s) => s.slice(x(s), [0, 0], [ROWS, 4]))).toEqual(['output y = %0']);
    expect(after((s) => s.pad(x(s), [0, 0], 7, [ROWS, 4]))).toEqual(['output y = %0']);
    expect(after((s) => s.concat([x(s)], 0, [ROWS, 4]))).toEqual(['output y = %0']);
  });

  it('keeps what does something', () => {
    expect(after((s) => s.slice(x(s), [0, 1], [ROWS, 3]))).toHaveLength(2);
    expect(after((s) => s.pad(x(s), [0, 1], 0, [ROWS, 5]))).toHaveLength(2);
    expect(after((s) => s.reshape(x(s), [{ factor: 4, power: 1 }]))).toHaveLength(2);
  });
});

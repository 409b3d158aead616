import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { repeatedScalars } from './repeatedScalars.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([repeatedScalars], make);

describe('repeatedScalars', () => {
  it.each<[string, (s: Sketch, repeated: number) => number]>([
    ['transposed', (s, repeated) => s.transpose(repeated, [1, 0])],
    ['reshaped', (s, repeated) => s.reshape(repeated, [4, ROWS])],
    ['cut', (s, repeated) => s.slice(s.transpose(repeated, [1, 0]), [0, 0], [4, ROWS])],
  ])('repeats a scalar as it comes out %s', (_, move) => {
    const lines = after((s) => move(s, s.broadcast(s.input('x', []), [ROWS, 4])));
    expect(lines.at(-2)).toMatch(/broadcast %\d : float32\[4, rows\]$/);
    expect(lines.join()).not.toContain('transpose');
  });

  it('leaves a vector that is repeated', () => {
    expect(after((s) => s.transpose(s.broadcast(s.input('x', [4]), [ROWS, 4]), [1, 0]))).toHaveLength(3);
  });
});

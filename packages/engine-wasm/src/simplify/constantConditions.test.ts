import { describe, expect, it } from 'vitest';
import { rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { constantConditions } from './constantConditions.ts';

const after = (make: (sketch: Sketch) => number) => rewritten([constantConditions], make);

describe('constantConditions', () => {
  it('takes the one that a constant chooses', () => {
    const chosen = (condition: number) => (s: Sketch) => {
      const [yes, no] = [s.input('yes', [ROWS, 2]), s.input('no', [ROWS, 2])];
      return s.select(s.constant(condition), yes, no);
    };
    expect(after(chosen(1))).toEqual(['output y = %0']);
    expect(after(chosen(0))).toEqual(['output y = %1']);
  });

  it('takes what is on both sides, repeated as the condition is', () => {
    const same = (s: Sketch) => {
      const x = s.input('x', [2]);
      return s.select(s.input('condition', [ROWS, 1]), x, x);
    };
    expect(after(same)).toEqual(['%2 = broadcast %0 : float32[rows, 2]', 'output y = %2']);
  });

  it('keeps a choice by a constant of several numbers', () => {
    expect(after((s) => s.select(s.constant([0, 1], [2]), s.input('x', [2]), s.constant(0)))).toHaveLength(4);
  });
});

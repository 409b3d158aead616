import { describe, expect, it } from 'vitest';
import { graphOf } from '../../test/support/sketch.ts';
import { printGraph } from '../graph/print.ts';
import { deadCode } from './deadCode.ts';

describe('deadCode', () => {
  it('leaves out what no output needs, and keeps the inputs', () => {
    const graph = graphOf((s) => {
      const [x, unused] = [s.input('x', [4]), s.input('unused', [2])];
      s.unary('exp', s.unary('abs', unused));
      const kept = s.unary('tanh', x);
      s.binary('add', kept, s.constant(1));
      return kept;
    });
    expect(printGraph(deadCode(graph)).split('\n')).toEqual([
      '%0 = input x : float32[4]',
      '%1 = input unused : float32[2]',
      '%2 = tanh %0 : float32[4]',
      'output y = %2',
      '',
    ]);
  });

  it('gives the graph itself where all is needed', () => {
    const graph = graphOf((s) => s.unary('exp', s.input('x', [4])));
    expect(deadCode(graph)).toBe(graph);
  });
});

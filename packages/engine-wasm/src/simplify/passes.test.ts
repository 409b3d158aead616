import { describe, expect, it } from 'vitest';
import { graphOf, printed, type Sketch } from '../../test/support/sketch.ts';
import { printGraph } from '../graph/print.ts';
import { commonSubexpressions, deadCode } from './passes.ts';

describe('commonSubexpressions', () => {
  const after = (make: (sketch: Sketch) => readonly number[]) => printed(commonSubexpressions(graphOf(make)));

  it('merges equal nodes, and chains of them', () => {
    const made = after((s) => {
      const x = s.input('x', [4]);
      return [s.unary('exp', s.unary('tanh', x)), s.unary('exp', s.unary('tanh', x))];
    });
    expect(made).toEqual(['%1 = tanh %0 : float32[4]', '%2 = exp %1 : float32[4]', 'output y0 = %2', 'output y1 = %2']);
  });

  it('knows the commutative functions', () => {
    const both = (name: 'add' | 'subtract') => (s: Sketch) => {
      const [x, y] = [s.input('x', [4]), s.input('y', [4])];
      return [s.binary(name, x, y), s.binary(name, y, x)];
    };
    expect(after(both('add'))).toHaveLength(3);
    expect(after(both('subtract'))).toHaveLength(4);
  });

  it('distinguishes nodes that differ in one attribute', () => {
    const made = (s: Sketch): readonly number[] => {
      const x = s.input('x', [2, 2]);
      return [
        s.constant(0),
        s.constant(-0),
        s.constant(0, [1]),
        s.constant([0, 1], [2]),
        s.rows(1, 1),
        s.rows(1, -1),
        s.unary('exp', x),
        s.unary('log', x),
        s.reduce('sum', x, [0]),
        s.reduce('sum', x, [1]),
        s.reduce('max', x, [0]),
        s.add({ op: 'argument', function: 'max', axis: 0, inputs: [x] }),
        s.add({ op: 'argument', function: 'min', axis: 0, inputs: [x] }),
        s.add({ op: 'argument', function: 'max', axis: 1, inputs: [x] }),
        s.matmul(x, x),
        s.matmul(x, x, 'transposeLeft'),
        s.matmul(x, x, 'transposeRight'),
        s.reshape(x, [4]),
        s.reshape(x, [1, 4]),
        s.broadcast(x, [2, 2, 2]),
        s.broadcast(x, [3, 2, 2]),
        s.transpose(x, [1, 0]),
        s.transpose(x, [0, 1]),
        s.slice(x, [0, 0], [1, 1]),
        s.slice(x, [0, 1], [1, 1]),
        s.slice(x, [0, 0], [1, 2]),
        s.pad(x, [0, 0], 0, [3, 3]),
        s.pad(x, [1, 0], 0, [3, 3]),
        s.pad(x, [0, 0], 1, [3, 3]),
        s.pad(x, [0, 0], 0, [3, 4]),
        s.concat([x, x], 0, [4, 2]),
        s.concat([x, x], 1, [2, 4]),
        s.add({ op: 'positions', inputs: [], length: 3 }),
        s.add({ op: 'positions', inputs: [], length: 4 }),
      ];
    };
    const graph = graphOf(made);
    expect(commonSubexpressions(graph)).toBe(graph);
  });
});

describe('deadCode', () => {
  it('removes nodes that no output needs, and keeps the inputs', () => {
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

  it('returns the same graph if all nodes are needed', () => {
    const graph = graphOf((s) => s.unary('exp', s.input('x', [4])));
    expect(deadCode(graph)).toBe(graph);
  });
});

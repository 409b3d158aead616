import { describe, expect, it } from 'vitest';
import { graphOf } from '../../test/support/sketch.ts';
import { ROWS } from './dim.ts';
import type { Graph, Node } from './graph.ts';
import { verify } from './verify.ts';

const sound = graphOf((s) => s.unary('tanh', s.binary('add', s.input('x', [ROWS, 4]), s.input('b', [4]))));

/** The sound graph with one node changed. */
function withNode(id: number, change: Partial<Pick<Node, 'id' | 'shape' | 'dtype'>>): Graph {
  return { ...sound, nodes: sound.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) };
}

describe('verify', () => {
  it('accepts a valid graph, with conversions', () => {
    expect(() => verify(sound)).not.toThrow();
    expect(() => verify(withNode(3, { dtype: 'int32' }))).not.toThrow();
  });

  it('rejects a node that is not at the position of its id', () => {
    expect(() => verify(withNode(2, { id: 7 }))).toThrow('%7 = add %0, %1 : float32[rows, 4]: it stands at position 2');
  });

  it('rejects an input that comes later', () => {
    const [x, b, , tanh] = sound.nodes;
    if (x === undefined || b === undefined || tanh === undefined) throw new Error('the graph has 4 nodes');
    const early: Graph = { nodes: [x, b, { ...tanh, id: 2 }], outputs: { y: 2 } };
    expect(() => verify(early)).toThrow('%2 = tanh %2 : float32[rows, 4]: %2 does not come before it');
  });

  it('rejects a shape or type that does not follow from the operation', () => {
    expect(() => verify(withNode(2, { shape: [ROWS, 5] }))).toThrow(
      '%2 = add %0, %1 : float32[rows, 5]: it should be float32[rows, 4]',
    );
    const comparison = graphOf((s) => s.unary('isNaN', s.input('x', [])));
    const nodes = comparison.nodes.map((node): Node => ({ ...node, dtype: 'float32' }));
    expect(() => verify({ ...comparison, nodes })).toThrow('%1 = isNaN %0 : float32[]: it should be bool[]');
  });

  it('rejects operations whose inputs do not fit', () => {
    expect(() => verify(withNode(1, { shape: [5] }))).toThrow(
      '%2 = add %0, %1 : float32[rows, 4]: [rows, 4] and [5] do not broadcast to one shape',
    );
  });

  it('rejects two inputs with the same name', () => {
    const twice = graphOf((s) => s.binary('add', s.input('x', []), s.input('x', [])));
    expect(() => verify(twice)).toThrow("%1 = input x : float32[]: there are two inputs 'x'");
  });

  it('rejects an output that does not exist', () => {
    expect(() => verify({ ...sound, outputs: { loss: 9 } })).toThrow('output loss is %9, and there is none');
  });
});

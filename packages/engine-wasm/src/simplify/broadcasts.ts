import { sameDim, sizeOf } from '../graph/dim.ts';
import type { Node } from '../graph/graph.ts';
import { bare } from './bareOperands.ts';
import type { Rewriting } from './rewrite.ts';

/** A broadcast of a broadcast is one broadcast, and one that repeats nothing is a reshape. */
export function broadcasts(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'broadcast') return undefined;
  const input = graph.node(node.inputs[0]);
  if (sameDim(sizeOf(input.shape), sizeOf(node.shape))) {
    return graph.add({ op: 'reshape', inputs: node.inputs, shape: node.shape }, node.dtype);
  }
  const source = bare(input, graph);
  return source.id === input.id ? undefined : graph.add({ ...node, inputs: [source.id] }, node.dtype);
}

import type { Node } from '../graph/graph.ts';
import { bare } from './bareOperands.ts';
import type { Rewriting } from './rewrite.ts';
import { isScalar } from './scalars.ts';

/** A repeated scalar that is rearranged or cut is that scalar, repeated as it comes out. */
export function repeatedScalars(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'reshape' && node.op !== 'transpose' && node.op !== 'slice') return undefined;
  const input = graph.node(node.inputs[0]);
  if (input.op !== 'broadcast') return undefined;
  const source = bare(input, graph);
  if (!isScalar(source)) return undefined;
  const scalar = graph.add({ op: 'reshape', inputs: [source.id], shape: [] }, source.dtype);
  return graph.add({ op: 'broadcast', inputs: [scalar.id], shape: node.shape }, node.dtype);
}

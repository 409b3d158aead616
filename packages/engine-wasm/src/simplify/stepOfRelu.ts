import type { Node } from '../graph/graph.ts';
import { isUnchanged } from './repeatedFunctions.ts';
import type { Rewriting } from './rewrite.ts';

/**
 * Takes the step of `relu(x)` in place of that of x where both are computed: the same, NaN included, and x itself need
 * not be kept for the backward pass.
 */
export function stepOfRelu(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'unary' || node.function !== 'step') return undefined;
  const [x] = node.inputs;
  // There the relu goes, not x.
  if (isUnchanged('relu', graph.node(x))) return undefined;
  if (!graph.users(x).some((user) => user.op === 'unary' && user.function === 'relu')) return undefined;
  const relu = graph.add({ op: 'unary', function: 'relu', inputs: [x] }, graph.node(x).dtype);
  return graph.add({ op: 'unary', function: 'step', inputs: [relu.id] }, node.dtype);
}

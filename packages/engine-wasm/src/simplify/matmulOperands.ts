import { at } from '@sparsweep/core/plugin';
import { sameDim } from '../graph/dim.ts';
import type { Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';

/** Has a product of matrices read its operands transposed in place of transposing them first. */
export function matmulOperands(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'matmul') return undefined;
  const left = transposedFrom(graph.node(node.inputs[0]), graph);
  const right = transposedFrom(graph.node(node.inputs[1]), graph);
  if (left === undefined && right === undefined) return undefined;
  return graph.add({
    op: 'matmul',
    transposeLeft: node.transposeLeft !== (left !== undefined),
    transposeRight: node.transposeRight !== (right !== undefined),
    inputs: [left?.id ?? node.inputs[0], right?.id ?? node.inputs[1]],
  });
}

/** The matrix of which a node is the transpose. A column reshaped to a row is its transpose, too. */
function transposedFrom(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'transpose' && node.op !== 'reshape') return undefined;
  const source = graph.node(node.inputs[0]);
  if (node.op === 'transpose') return at(node.permutation, 0) === 1 ? source : undefined;
  const isMatrix = source.shape.length === 2 && at(source.shape, 0) !== at(source.shape, 1);
  const isVector = isMatrix && source.shape.some((length) => length === 1);
  return isVector && sameDim(at(source.shape, 0), at(node.shape, 1)) ? source : undefined;
}

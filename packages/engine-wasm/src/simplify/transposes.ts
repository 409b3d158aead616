import { at } from '@sparsweep/core/plugin';
import type { Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';

/**
 * A transpose of a transpose is one transpose; one that leaves all axes longer than 1 in order is a reshape; one of a
 * product of matrices that nothing else takes is the product of the transposed ones.
 */
export function transposes(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'transpose') return undefined;
  const input = graph.node(node.inputs[0]);
  const long = node.permutation.filter((axis) => at(input.shape, axis) !== 1);
  if (long.every((axis, i) => axis > (long[i - 1] ?? -1))) {
    return graph.add({ op: 'reshape', inputs: node.inputs, shape: node.shape }, node.dtype);
  }
  if (input.op === 'transpose') {
    const permutation = node.permutation.map((axis) => at(input.permutation, axis));
    return graph.add({ op: 'transpose', permutation, inputs: input.inputs }, node.dtype);
  }
  if (input.op === 'matmul' && graph.isUsedOnce(input.id)) {
    const [left, right] = input.inputs;
    const flags = { transposeLeft: !input.transposeRight, transposeRight: !input.transposeLeft };
    return graph.add({ op: 'matmul', ...flags, inputs: [right, left] });
  }
  return undefined;
}

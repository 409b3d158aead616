import type { Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';

/** A reshape of a reshape is one reshape. */
export function reshapes(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'reshape') return undefined;
  const input = graph.node(node.inputs[0]);
  return input.op === 'reshape' ? graph.add({ ...node, inputs: input.inputs }, node.dtype) : undefined;
}

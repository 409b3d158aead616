import { sameShape } from '../graph/dim.ts';
import type { Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';

/** Leaves out slices, paddings, concatenations, reshapes and broadcasts that leave their input as it is. */
export function emptyMoves(node: Node, graph: Rewriting): Node | undefined {
  switch (node.op) {
    case 'slice':
    case 'pad':
    case 'reshape':
    case 'broadcast': {
      const input = graph.node(node.inputs[0]);
      return sameShape(input.shape, node.shape) ? input : undefined;
    }
    case 'concat': {
      const [only, ...others] = node.inputs;
      return only !== undefined && others.length === 0 ? graph.node(only) : undefined;
    }
    default:
      return undefined;
  }
}

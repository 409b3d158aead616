import { at } from '@sparsweep/core/plugin';
import { type Shape, sameShape } from '../graph/dim.ts';
import type { Node } from '../graph/graph.ts';
import { mapInputs } from '../graph/mapInputs.ts';
import type { Rewriting } from './rewrite.ts';
import { addConstant, isScalar, numberOf, spread } from './scalars.ts';

/**
 * Takes inputs of element-by-element operations as they are before they are repeated or given leading axes of length 1:
 * the operation broadcasts them itself. What comes out smaller for it is repeated afterwards.
 */
export function bareOperands(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'unary' && node.op !== 'binary' && node.op !== 'select') return undefined;
  const bare = node.inputs.map((id) => bareOperand(graph.node(id), graph));
  if (bare.every((operand, i) => operand.id === at(node.inputs, i))) return undefined;
  const byInput = new Map(node.inputs.map((id, i) => [id, at(bare, i).id]));
  const result = graph.add(
    mapInputs(node, (id) => byInput.get(id) ?? id),
    node.dtype,
  );
  return spread(graph, result, node.shape);
}

/** What is behind repetitions and added leading axes. */
export function bare(node: Node, graph: Rewriting): Node {
  if (node.op !== 'broadcast' && node.op !== 'reshape') return node;
  const source = graph.node(node.inputs[0]);
  return node.op === 'broadcast' || onlyAddsAxes(source, node.shape) ? bare(source, graph) : node;
}

function bareOperand(node: Node, graph: Rewriting): Node {
  const operand = bare(node, graph);
  const number = numberOf(operand);
  return number === undefined || operand.shape.length === 0 ? operand : addConstant(graph, [number], [], operand.dtype);
}

/** Whether a shape is that of a node behind axes of length 1. */
function onlyAddsAxes(node: Node, shape: Shape): boolean {
  const added = shape.length - node.shape.length;
  return added >= 0 && (isScalar(node) || sameShape([...Array<number>(added).fill(1), ...node.shape], shape));
}

import { at } from '@sparsweep/core/plugin';
import { sameShape } from './dim.ts';
import type { Graph, Node } from './graph.ts';
import { FLAG_FUNCTIONS, inferType } from './inferType.ts';
import { printNode, printType } from './print.ts';

/**
 * Checks a graph: each node is at the position of its id, its inputs come before it, its shape and type follow from its
 * operation, input names are unique, and the outputs exist.
 *
 * @throws Error that names the first invalid node.
 */
export function verify(graph: Graph): void {
  const names = new Set<string>();
  graph.nodes.forEach((node, position) => {
    try {
      verifyNode(node, position, graph.nodes);
      if (node.op === 'input' && names.has(node.name)) throw new Error(`there are two inputs '${node.name}'`);
    } catch (error) {
      throw new Error(`${printNode(node)}: ${error instanceof Error ? error.message : error}`);
    }
    if (node.op === 'input') names.add(node.name);
  });
  for (const [name, id] of Object.entries(graph.outputs)) {
    if (graph.nodes[id] === undefined) throw new Error(`output ${name} is %${id}, and there is none`);
  }
}

function verifyNode(node: Node, position: number, nodes: readonly Node[]): void {
  if (node.id !== position) throw new Error(`it stands at position ${position}`);
  for (const id of node.inputs) {
    if (!(id >= 0 && id < position)) throw new Error(`%${id} does not come before it`);
  }
  const inferred = inferType(
    node,
    node.inputs.map((id) => at(nodes, id)),
  );
  const isType = node.dtype === inferred.dtype || !hasOwnType(node);
  if (!sameShape(node.shape, inferred.shape) || !isType) throw new Error(`it should be ${printType(inferred)}`);
}

/** Whether the operation alone determines the type; for all others the builder may set it. */
function hasOwnType(node: Node): boolean {
  if (node.op === 'unary' || node.op === 'binary') return FLAG_FUNCTIONS.has(node.function);
  return ['argument', 'matmul', 'largest'].includes(node.op);
}

import { at } from '@sparsweep/core/plugin';
import { sameDim, sizeOf } from '../graph/dim.ts';
import type { Graph, Node } from '../graph/graph.ts';
import { isMovement, valueView } from './valueViews.ts';

/** Whether a node is computed element by element. */
function isElementwise({ op }: Node): boolean {
  return op === 'unary' || op === 'binary' || op === 'select';
}

/** Whether a node is a number known without memory: a constant that is the same everywhere, or a power of the rows. */
function isNumber(node: Node): boolean {
  return node.op === 'rows' || (node.op === 'constant' && node.values.length === 1);
}

/**
 * The nodes whose elements are stored, by id. The others are computed where they are used.
 *
 * Element by element computations are stored where a kernel needs them in memory, where more than one node uses them,
 * and where their user is larger, so that nothing is computed twice; kernels that are merged later drop the stores that
 * no other kernel loads. Movements are stored where strides cannot tell the next one.
 */
export function storedNodes({ nodes, outputs }: Graph): ReadonlySet<number> {
  const users = Map.groupBy(
    nodes.flatMap((node) => node.inputs.map((input) => ({ input, node }))),
    ({ input }) => input,
  );
  const isOutput = new Set(Object.values(outputs));
  const stored = new Set<number>();
  for (const node of nodes) {
    if (isMovement(node)) continue;
    const uses = users.get(node.id) ?? [];
    const inlined =
      isNumber(node) || (isElementwise(node) && uses.length === 1 && uses.every((use) => canInline(node, use.node)));
    if (!inlined || isOutput.has(node.id)) stored.add(node.id);
  }
  const graph = { nodes, outputs };
  for (const node of nodes) {
    if (!isMovement(node)) continue;
    // A view of what is stored can always be told.
    const isKnown = valueView(graph, node.id, (id) => stored.has(id)) !== undefined;
    if (!isKnown) stored.add(at(node.inputs, 0));
    if (isOutput.has(node.id)) stored.add(node.id);
  }
  return stored;
}

/** Whether a computation can be part of the kernel of its only user. */
function canInline(node: Node, user: Node): boolean {
  if (user.op === 'reduce') return true;
  return isElementwise(user) && sameDim(sizeOf(node.shape), sizeOf(user.shape));
}

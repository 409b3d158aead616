import { type Shape, sameDim, sameShape, sizeOf } from '../graph/dim.ts';
import type { Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';

/** The one number that all elements of a node are known to be. */
export function numberOf(node: Node): number | undefined {
  return node.op === 'constant' && node.values.length === 1 ? node.values[0] : undefined;
}

/** Whether a node has one element, for every number of rows. */
export function isScalar(node: Node): boolean {
  return sizeOf(node.shape) === 1;
}

/** Adds a constant, with one number where all are the same. */
export function addConstant(
  graph: Rewriting,
  values: readonly number[],
  shape: Shape,
  dtype: Node['dtype'] = 'float32',
): Node {
  const [first = 0] = values;
  const isUniform = values.every((value) => Object.is(value, first));
  return graph.add({ op: 'constant', inputs: [], values: isUniform ? [first] : values, shape }, dtype);
}

/** A node repeated to a shape, as it stands in for another one: the node itself where it has that shape. */
export function spread(graph: Rewriting, node: Node, shape: Shape): Node {
  if (sameShape(node.shape, shape)) return node;
  const op = sameDim(sizeOf(node.shape), sizeOf(shape)) ? 'reshape' : 'broadcast';
  return graph.add({ op, inputs: [node.id], shape }, node.dtype);
}

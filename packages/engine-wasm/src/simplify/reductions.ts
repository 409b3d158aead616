import { at } from '@sparsweep/core/plugin';
import type { Node } from '../graph/graph.ts';
import type { Rewriting } from './rewrite.ts';
import { spread } from './scalars.ts';

/**
 * A reduction along axes of length 1 alone is a reshape, along with others it leaves them out; one of all elements takes
 * them in whatever arrangement they are.
 */
export function reductions(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'reduce') return undefined;
  const input = graph.node(node.inputs[0]);
  const long = node.axes.filter((axis) => at(input.shape, axis) !== 1);
  if (long.length === 0) return spread(graph, input, node.shape);
  const isWhole = node.axes.length === input.shape.length;
  if (!isWhole && long.length < node.axes.length) {
    const dropped = node.axes.filter((axis) => !long.includes(axis));
    const shape = input.shape.filter((_, axis) => !dropped.includes(axis));
    const reshaped = graph.add({ op: 'reshape', inputs: node.inputs, shape }, input.dtype);
    const axes = long.map((axis) => axis - dropped.filter((other) => other < axis).length);
    return graph.add({ op: 'reduce', function: node.function, axes, inputs: [reshaped.id] }, node.dtype);
  }
  if (!isWhole || (input.op !== 'reshape' && input.op !== 'transpose')) return undefined;
  const source = graph.node(input.inputs[0]);
  const axes = source.shape.map((_, axis) => axis);
  return graph.add({ op: 'reduce', function: node.function, axes, inputs: [source.id] }, node.dtype);
}

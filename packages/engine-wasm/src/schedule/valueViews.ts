import { at } from '@sparsweep/core/plugin';
import { add, type Dim, multiply, type Shape } from '../graph/dim.ts';
import type { Graph, Node } from '../graph/graph.ts';
import { areContiguous, broadcastStrides, contiguousStrides } from './strides.ts';

/** Where the elements of a node are, within the elements of a node that has a buffer. */
export interface ValueView {
  /** The node that has the buffer. */
  readonly base: number;
  readonly offset: Dim;
  /** One for each axis of the node. */
  readonly strides: readonly Dim[];
}

/** Whether a node only says where the elements of its input are to be found. */
export function isMovement(node: Node): boolean {
  return node.op === 'reshape' || node.op === 'transpose' || node.op === 'broadcast' || node.op === 'slice';
}

/** Where the elements of a node are; undefined where strides cannot tell it, as after reshaping a transposed matrix. */
export function valueView(graph: Graph, id: number, hasBuffer: (id: number) => boolean): ValueView | undefined {
  const node = at(graph.nodes, id);
  if (hasBuffer(id) || !isMovement(node)) {
    return { base: id, offset: 0, strides: contiguousStrides(node.shape) };
  }
  const source = at(graph.nodes, at(node.inputs, 0));
  const view = valueView(graph, source.id, hasBuffer);
  return view === undefined ? undefined : moved(node, source.shape, view);
}

function moved(node: Node, shape: Shape, view: ValueView): ValueView | undefined {
  switch (node.op) {
    case 'reshape': {
      const strides = reshapedStrides(view.strides, shape, node.shape);
      return strides === undefined ? undefined : { ...view, strides };
    }
    case 'transpose':
      return { ...view, strides: node.permutation.map((axis) => at(view.strides, axis)) };
    case 'broadcast':
      return { ...view, strides: broadcastStrides(view.strides, shape, node.shape) };
    case 'slice': {
      const offset = offsetOf(node.begin, view);
      return offset === undefined ? undefined : { ...view, offset };
    }
    default:
      return undefined;
  }
}

function offsetOf(begin: readonly Dim[], { offset, strides }: ValueView): Dim | undefined {
  let sum: Dim | undefined = offset;
  for (const [axis, from] of begin.entries()) {
    sum = sum === undefined ? undefined : add(sum, multiply(from, at(strides, axis)));
  }
  return sum;
}

function reshapedStrides(strides: readonly Dim[], from: Shape, to: Shape): readonly Dim[] | undefined {
  if (areContiguous(strides, from)) return contiguousStrides(to);
  // Other layouts can only gain or lose axes of length 1.
  const kept = strides.filter((_, axis) => at(from, axis) !== 1);
  const lengths = from.filter((length) => length !== 1);
  const wanted = to.filter((length) => length !== 1);
  if (JSON.stringify(lengths) !== JSON.stringify(wanted)) return undefined;
  let next = 0;
  return to.map((length) => (length === 1 ? 0 : at(kept, next++)));
}

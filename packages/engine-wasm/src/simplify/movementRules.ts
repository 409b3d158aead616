import { at } from '@sparsweep/core/plugin';
import { type Shape, sameDim, sameShape, sizeOf } from '../graph/dim.ts';
import type { Node } from '../graph/graph.ts';
import { mapInputs } from '../graph/graphBuilder.ts';
import { addConstant, isScalar, numberOf, type Rewriting, spread } from './rewrite.ts';

/** Removes slices, paddings, concatenations, reshapes and broadcasts that do not change their input. */
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

/** Merges two reshapes into one. */
export function reshapes(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'reshape') return undefined;
  const input = graph.node(node.inputs[0]);
  return input.op === 'reshape' ? graph.add({ ...node, inputs: input.inputs }, node.dtype) : undefined;
}

/** Broadcasts a scalar directly to the shape that it is later rearranged or sliced to. */
export function repeatedScalars(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'reshape' && node.op !== 'transpose' && node.op !== 'slice') return undefined;
  const input = graph.node(node.inputs[0]);
  if (input.op !== 'broadcast') return undefined;
  const source = bare(input, graph);
  if (!isScalar(source)) return undefined;
  const scalar = graph.add({ op: 'reshape', inputs: [source.id], shape: [] }, source.dtype);
  return graph.add({ op: 'broadcast', inputs: [scalar.id], shape: node.shape }, node.dtype);
}

/** Merges two broadcasts into one, and turns one that repeats nothing into a reshape. */
export function broadcasts(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'broadcast') return undefined;
  const input = graph.node(node.inputs[0]);
  if (sameDim(sizeOf(input.shape), sizeOf(node.shape))) {
    return graph.add({ op: 'reshape', inputs: node.inputs, shape: node.shape }, node.dtype);
  }
  const source = bare(input, graph);
  return source.id === input.id ? undefined : graph.add({ ...node, inputs: [source.id] }, node.dtype);
}

/**
 * Merges two transposes into one, turns one that keeps the order of all axes longer than 1 into a reshape, and replaces one
 * of a product that nothing else uses by the product of the transposed matrices.
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

/**
 * Removes axes of length 1 from reductions, and reshapes and transposes of the input from reductions of all elements. A
 * reduction along axes of length 1 only is a reshape.
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

/**
 * Removes broadcasts and added leading axes of length 1 from the inputs of elementwise operations, which broadcast
 * themselves. A smaller result is broadcast afterwards.
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

/** The node before broadcasts and added leading axes. */
function bare(node: Node, graph: Rewriting): Node {
  if (node.op !== 'broadcast' && node.op !== 'reshape') return node;
  const source = graph.node(node.inputs[0]);
  return node.op === 'broadcast' || onlyAddsAxes(source, node.shape) ? bare(source, graph) : node;
}

function bareOperand(node: Node, graph: Rewriting): Node {
  const operand = bare(node, graph);
  const number = numberOf(operand);
  return number === undefined || operand.shape.length === 0 ? operand : addConstant(graph, [number], [], operand.dtype);
}

/** Whether a shape is that of a node with leading axes of length 1. */
function onlyAddsAxes(node: Node, shape: Shape): boolean {
  const added = shape.length - node.shape.length;
  return added >= 0 && (isScalar(node) || sameShape([...Array<number>(added).fill(1), ...node.shape], shape));
}

/** Makes a product of matrices read its operands transposed instead of transposing them first. */
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

/** The matrix that a node is the transpose of. A column reshaped to a row is its transpose, too. */
function transposedFrom(node: Node, graph: Rewriting): Node | undefined {
  if (node.op !== 'transpose' && node.op !== 'reshape') return undefined;
  const source = graph.node(node.inputs[0]);
  if (node.op === 'transpose') return at(node.permutation, 0) === 1 ? source : undefined;
  const isMatrix = source.shape.length === 2 && at(source.shape, 0) !== at(source.shape, 1);
  const isVector = isMatrix && source.shape.some((length) => length === 1);
  return isVector && sameDim(at(source.shape, 0), at(node.shape, 1)) ? source : undefined;
}

import { at } from '@sparsweep/core/plugin';
import type { BinaryFunction, Node, ReduceFunction } from '../../graph/graph.ts';
import type { GraphOps } from '../graphOps.ts';
import {
  axesOf,
  axisOf,
  flagOf,
  inputOf,
  type KernelCall,
  lengthsOf,
  numberOf,
  product,
  type Rule,
  type Rules,
} from '../kernelCall.ts';

/**
 * Kernels that pick or sum elements along an axis by position.
 *
 * Graphs cannot compute addresses. Each element of the result is a reduction over all elements along the axis, with a
 * condition on positions, so the work grows with the length of the axis times that of the result.
 */
export const selectionRules: Rules = {
  Cumsum: cumulative('sum', 0),
  Cumprod: cumulative('product', 1),
  Reverse: (call) => {
    const x = inputOf(call, 'x');
    return axesOf(call, 'dims', x.shape.length).reduce((turned, axis) => reversed(call.ops, turned, axis), x);
  },
  GatherV2: (call) => {
    const { ops } = call;
    const [x, indices] = [inputOf(call, 'x'), inputOf(call, 'indices')];
    if (numberOf(call, 'batchDims', 0) !== 0) call.refuse('takes other elements of each part of a batch');
    const axis = axisOf(call, 'axis', x.shape.length);
    const lengths = lengthsOf(x);
    const count = product(lengthsOf(indices));
    const isWanted = compared(ops, 'equal', ops.positions(at(lengths, axis)), ops.reshape(indices, [count]));
    const taken = reduceWhere(ops, 'sum', x, axis, isWanted, 0);
    return ops.reshape(taken, [...lengths.slice(0, axis), ...lengthsOf(indices), ...lengths.slice(axis + 1)]);
  },
  /** The gradient of `tf.gather`: sums the elements along the first axis that have the same number. */
  UnsortedSegmentSum: (call) => {
    const { ops } = call;
    const segments = ops.positions(numberOf(call, 'numSegments'));
    const isIn = compared(ops, 'equal', oneAxis(call, inputOf(call, 'segmentIds')), segments);
    return reduceWhere(ops, 'sum', inputOf(call, 'x'), 0, isIn, 0);
  },
  /** Values in descending order, and their positions. Equal values keep their order. */
  TopK: (call) => {
    const { ops } = call;
    const x = inputOf(call, 'x');
    const outer = lengthsOf(x).slice(0, -1);
    const length = at(lengthsOf(x), outer.length);
    const positions = ops.positions(length);
    const column = ops.reshape(x, [...outer, length, 1]);
    const row = ops.reshape(x, [...outer, 1, length]);
    const ties = ops.binary('and', ops.binary('equal', column, row), compared(ops, 'less', positions, positions));
    const isBefore = ops.binary('or', ops.binary('greater', column, row), ties);
    const rank = ops.reduce('sum', ops.convert(isBefore, 'float32'), [outer.length]);
    const isRanked = ops.binary('equal', ops.reshape(rank, [...outer, length, 1]), ops.positions(numberOf(call, 'k')));
    const ranked = (values: Node) =>
      ops.reduce('sum', ops.select(isRanked, values, ops.scalar(0, values.dtype)), [outer.length]);
    return [ranked(column), ops.convert(ranked(ops.reshape(positions, [length, 1])), 'int32')];
  },
};

function cumulative(name: ReduceFunction, neutral: number): Rule {
  return (call) => {
    const { ops } = call;
    const x = inputOf(call, 'x');
    const axis = axisOf(call, 'axis', x.shape.length);
    const positions = ops.positions(at(lengthsOf(x), axis));
    const [before, upTo] = flagOf(call, 'reverse')
      ? (['greater', 'greaterEqual'] as const)
      : (['less', 'lessEqual'] as const);
    const isCounted = compared(ops, flagOf(call, 'exclusive') ? before : upTo, positions, positions);
    return reduceWhere(ops, name, x, axis, isCounted, neutral);
  };
}

function reversed(ops: GraphOps, x: Node, axis: number): Node {
  const length = at(lengthsOf(x), axis);
  const positions = ops.positions(length);
  const opposite = ops.binary('subtract', ops.scalar(length - 1), positions);
  return reduceWhere(ops, 'sum', x, axis, compared(ops, 'equal', positions, opposite), 0);
}

/** Compares each number with each of the others: [numbers, others]. */
function compared(ops: GraphOps, name: BinaryFunction, numbers: Node, others: Node): Node {
  return ops.binary(name, ops.reshape(numbers, [...lengthsOf(numbers), 1]), others);
}

/**
 * Reduces along an axis once for each column of a condition, over the elements at the rows where it holds.
 *
 * @param condition [length of the axis, length of the axis in the result]
 * @param neutral replaces the other elements.
 */
function reduceWhere(
  ops: GraphOps,
  name: ReduceFunction,
  x: Node,
  axis: number,
  condition: Node,
  neutral: number,
): Node {
  const lengths = lengthsOf(x);
  const inner = lengths.slice(axis + 1);
  const spread = ops.reshape(x, [...lengths.slice(0, axis + 1), 1, ...inner]);
  const chosen = ops.reshape(condition, [...lengthsOf(condition), ...inner.map(() => 1)]);
  return ops.reduce(name, ops.select(chosen, spread, ops.scalar(neutral, x.dtype)), [axis]);
}

function oneAxis(call: KernelCall, x: Node): Node {
  return x.shape.length === 1 ? x : call.refuse('takes numbers of more than one axis');
}

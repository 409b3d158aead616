import type { DType, Node, ReduceFunction } from '../../graph/graph.ts';
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

/** Kernels that reduce along axes. */
export const reductionRules: Rules = {
  Sum: reduction('sum', 'axis', 'int32'),
  Prod: reduction('product', 'axis', 'int32'),
  Max: reduction('max', 'reductionIndices', 'bool'),
  Min: reduction('min', 'axis', 'bool'),
  Any: reduction('max', 'axis', 'bool'),
  All: reduction('min', 'axis', 'bool'),
  Mean: (call) => {
    const { ops } = call;
    const x = ops.convert(inputOf(call, 'x'), 'float32');
    const lengths = lengthsOf(x);
    const axes = axesOf(call, 'axis', lengths.length);
    const count = product(lengths.filter((_, axis) => axes.includes(axis)));
    return ops.binary('divide', reduce(call, 'sum', x, axes), ops.scalar(count));
  },
  ArgMax: (call) => argument(call, 'max'),
  ArgMin: (call) => argument(call, 'min'),
  Softmax: (call) => {
    const { ops } = call;
    const { shifted, sum } = normalizer(ops, inputOf(call, 'logits'), numberOf(call, 'dim'));
    return ops.binary('divide', ops.unary('exp', shifted), sum);
  },
  LogSoftmax: (call) => {
    const { ops } = call;
    const { shifted, sum } = normalizer(ops, inputOf(call, 'logits'), numberOf(call, 'axis'));
    return ops.binary('subtract', shifted, ops.unary('log', sum));
  },
};

/** @param flags the type to which TensorFlow.js converts booleans before it reduces them. */
function reduction(name: ReduceFunction, axesAttribute: string, flags: DType): Rule {
  return (call) => {
    const x = inputOf(call, 'x');
    const numbers = x.dtype === 'bool' ? call.ops.convert(x, flags) : x;
    return reduce(call, name, numbers, axesOf(call, axesAttribute, x.shape.length));
  };
}

function reduce(call: KernelCall, name: ReduceFunction, x: Node, axes: readonly number[]): Node {
  const reduced = call.ops.reduce(name, x, axes);
  return flagOf(call, 'keepDims') ? call.ops.reshape(reduced, keptShape(x, axes)) : reduced;
}

function keptShape(x: Node, axes: readonly number[]): readonly number[] {
  return lengthsOf(x).map((length, axis) => (axes.includes(axis) ? 1 : length));
}

function argument(call: KernelCall, name: 'max' | 'min'): Node {
  const x = inputOf(call, 'x');
  return call.ops.argument(name, x, axisOf(call, 'axis', x.shape.length));
}

/** The logits minus the largest of their row, and the sum of the exponentials of these. */
function normalizer(ops: GraphOps, logits: Node, axis: number): { readonly shifted: Node; readonly sum: Node } {
  const axes = [axis < 0 ? axis + logits.shape.length : axis];
  const shape = keptShape(logits, axes);
  const shifted = ops.binary('subtract', logits, ops.reshape(ops.reduce('max', logits, axes), shape));
  return { shifted, sum: ops.reshape(ops.reduce('sum', ops.unary('exp', shifted), axes), shape) };
}

import { at } from '@sparsweep/core/plugin';
import type { Node } from '../../graph/graph.ts';
import type { GraphOps } from '../graphOps.ts';
import {
  axisOf,
  inputOf,
  type KernelCall,
  lengthsOf,
  numberOf,
  numbersOf,
  product,
  type Rules,
} from '../kernelCall.ts';

/** Kernels that move, repeat or reshape elements. */
export const movementRules: Rules = {
  Reshape: (call) => {
    const x = inputOf(call, 'x');
    const shape = requiredNumbers(call, 'shape');
    const known = product(shape.filter((length) => length !== -1));
    return call.ops.reshape(
      x,
      shape.map((length) => (length === -1 ? product(lengthsOf(x)) / known : length)),
    );
  },
  ExpandDims: (call) => {
    const x = inputOf(call, 'input');
    const dim = numberOf(call, 'dim');
    return withAxis(call.ops, x, dim < 0 ? dim + x.shape.length + 1 : dim);
  },
  Transpose: (call) => call.ops.transpose(inputOf(call, 'x'), requiredNumbers(call, 'perm')),
  Slice: (call) => {
    const x = inputOf(call, 'x');
    const lengths = lengthsOf(x);
    const begin = numbersOf(call, 'begin') ?? [];
    const size = numbersOf(call, 'size') ?? [];
    const from = lengths.map((_, axis) => begin[axis] ?? 0);
    const shape = lengths.map((length, axis) => sizeOrRest(size[axis], length - at(from, axis)));
    return call.ops.slice(x, from, shape);
  },
  PadV2: (call) => {
    const x = inputOf(call, 'x');
    const paddings = pairsOf(call, 'paddings');
    const shape = lengthsOf(x).map((length, axis) => at(at(paddings, axis), 0) + length + at(at(paddings, axis), 1));
    const before = paddings.map((pair) => at(pair, 0));
    return call.ops.pad(x, before, numberOf(call, 'constantValue', 0), shape);
  },
  Concat: (call) => {
    const parts = [...call.inputs.values()];
    return concat(call.ops, parts, axisOf(call, 'axis', at(parts, 0).shape.length));
  },
  Pack: (call) => {
    const parts = [...call.inputs.values()];
    const axis = axisOf(call, 'axis', at(parts, 0).shape.length + 1);
    return concat(
      call.ops,
      parts.map((part) => withAxis(call.ops, part, axis)),
      axis,
    );
  },
  Unpack: (call) => {
    const x = inputOf(call, 'value');
    const axis = axisOf(call, 'axis', x.shape.length);
    const shape = lengthsOf(x).toSpliced(axis, 1);
    return split(call.ops, x, axis, Array<number>(at(lengthsOf(x), axis)).fill(1)).map((part) =>
      call.ops.reshape(part, shape),
    );
  },
  SplitV: (call) => {
    const x = inputOf(call, 'x');
    const axis = axisOf(call, 'axis', x.shape.length);
    return split(call.ops, x, axis, splitSizes(call, at(lengthsOf(x), axis)));
  },
  Tile: (call) => tile(call.ops, inputOf(call, 'x'), requiredNumbers(call, 'reps')),
  BroadcastTo: (call) => call.ops.broadcast(inputOf(call, 'x'), requiredNumbers(call, 'shape')),
};

function requiredNumbers(call: KernelCall, name: string): readonly number[] {
  const numbers = numbersOf(call, name);
  if (numbers === undefined) throw new Error(`a kernel was called without its attribute ${name}`);
  return numbers;
}

function pairsOf({ attributes }: KernelCall, name: string): readonly (readonly number[])[] {
  const value = attributes[name];
  if (!Array.isArray(value)) throw new TypeError(`the attribute ${name} is no list`);
  return value.map((pair: unknown) => {
    if (!Array.isArray(pair)) throw new TypeError(`the attribute ${name} is no list of pairs`);
    return pair.map(Number);
  });
}

function sizeOrRest(size: number | undefined, rest: number): number {
  return size === undefined || size < 0 ? rest : size;
}

function withAxis(ops: GraphOps, x: Node, axis: number): Node {
  return ops.reshape(x, lengthsOf(x).toSpliced(axis, 0, 1));
}

function concat(ops: GraphOps, all: readonly Node[], axis: number): Node {
  const parts = all.filter((part) => at(lengthsOf(part), axis) > 0);
  const [first] = parts;
  if (first === undefined) return at(all, 0);
  if (parts.length === 1) return first;
  const length = parts.reduce((sum, part) => sum + at(lengthsOf(part), axis), 0);
  return ops.concat(parts, axis, lengthsOf(first).with(axis, length));
}

function split(ops: GraphOps, x: Node, axis: number, sizes: readonly number[]): readonly Node[] {
  const lengths = lengthsOf(x);
  let position = 0;
  return sizes.map((size) => {
    const begin = lengths.map((_, other) => (other === axis ? position : 0));
    position += size;
    return ops.slice(x, begin, lengths.with(axis, size));
  });
}

/** A single number is the number of equal parts; in a list, -1 is the remaining length. */
function splitSizes(call: KernelCall, length: number): readonly number[] {
  const given = requiredNumbers(call, 'numOrSizeSplits');
  if (!Array.isArray(call.attributes.numOrSizeSplits)) {
    const count = at(given, 0);
    return Array<number>(count).fill(length / count);
  }
  const known = given.reduce((sum, size) => sum + Math.max(size, 0), 0);
  return given.map((size) => (size < 0 ? length - known : size));
}

function tile(ops: GraphOps, x: Node, repetitions: readonly number[]): Node {
  const lengths = lengthsOf(x);
  const spread = lengths.map((length, axis) => (length === 1 ? at(repetitions, axis) : length));
  let tiled = ops.broadcast(x, spread);
  for (const [axis, count] of repetitions.entries()) {
    if (at(lengths, axis) !== 1 && count !== 1) tiled = concat(ops, Array<Node>(count).fill(tiled), axis);
  }
  return tiled;
}

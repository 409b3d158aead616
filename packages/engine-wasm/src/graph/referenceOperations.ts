import { at } from '@sparsweep/core/plugin';
import { BINARY } from './elementwise.ts';
import type { ReduceFunction } from './graph.ts';

/** The elements of a tensor, in row-major order. */
export interface Values {
  readonly lengths: readonly number[];
  readonly data: ArrayLike<number>;
}

/** The element at an index of the shape that the tensor broadcasts to. */
export function elementAt({ lengths, data }: Values, index: readonly number[]): number {
  const own = index.slice(index.length - lengths.length);
  return at(
    data,
    positionOf(
      own.map((i, axis) => (at(lengths, axis) === 1 ? 0 : i)),
      lengths,
    ),
  );
}

const REDUCTIONS: Readonly<Record<ReduceFunction, { start: number; join: (left: number, right: number) => number }>> = {
  sum: { start: 0, join: BINARY.add },
  product: { start: 1, join: BINARY.multiply },
  max: { start: Number.NEGATIVE_INFINITY, join: BINARY.max },
  min: { start: Number.POSITIVE_INFINITY, join: BINARY.min },
};

/** Reduces elements along axes in row-major order. `lengths` is the shape of the result, here and below. */
export function reduce(
  name: ReduceFunction,
  axes: readonly number[],
  input: Values,
  lengths: readonly number[],
): Float64Array {
  const { start, join } = REDUCTIONS[name];
  const result = tabulate(lengths, () => start);
  for (const index of eachIndex(input.lengths)) {
    const position = positionOf(
      index.filter((_, axis) => !axes.includes(axis)),
      lengths,
    );
    result[position] = join(at(result, position), elementAt(input, index));
  }
  return result;
}

/**
 * The position of the largest or smallest element along an axis, the first of equals. NaN is found only where it comes
 * first, as in TensorFlow.js: no comparison with it holds.
 */
export function argument(name: 'max' | 'min', axis: number, input: Values, lengths: readonly number[]): Float64Array {
  const isBetter = name === 'max' ? BINARY.greater : BINARY.less;
  return tabulate(lengths, (index) => {
    const candidate = (i: number) => elementAt(input, [...index.slice(0, axis), i, ...index.slice(axis)]);
    let best = 0;
    for (let i = 1; i < at(input.lengths, axis); i++) {
      if (isBetter(candidate(i), candidate(best)) === 1) best = i;
    }
    return best;
  });
}

/** The product of two matrices. */
export function matmul(
  { transposeLeft, transposeRight }: { readonly transposeLeft: boolean; readonly transposeRight: boolean },
  left: Values,
  right: Values,
  lengths: readonly number[],
): Float64Array {
  const [leftColumns, rightColumns] = [at(left.lengths, 1), at(right.lengths, 1)];
  const depth = at(left.lengths, transposeLeft ? 0 : 1);
  return tabulate(lengths, ([row = 0, column = 0]) => {
    let sum = 0;
    for (let k = 0; k < depth; k++) {
      const factor = at(left.data, transposeLeft ? k * leftColumns + row : row * leftColumns + k);
      sum += factor * at(right.data, transposeRight ? column * rightColumns + k : k * rightColumns + column);
    }
    return sum;
  });
}

/** The input inside a block filled with a value. */
export function pad(value: number, before: readonly number[], input: Values, lengths: readonly number[]): Float64Array {
  return tabulate(lengths, (index) => {
    const source = index.map((i, axis) => i - at(before, axis));
    const isInside = source.every((i, axis) => i >= 0 && i < at(input.lengths, axis));
    return isInside ? at(input.data, positionOf(source, input.lengths)) : value;
  });
}

/** Concatenates the parts along an axis. */
export function concat(axis: number, parts: readonly Values[], lengths: readonly number[]): Float64Array {
  return tabulate(lengths, (index) => {
    let along = at(index, axis);
    for (const part of parts) {
      const length = at(part.lengths, axis);
      if (along < length) return at(part.data, positionOf(index.with(axis, along), part.lengths));
      along -= length;
    }
    throw new Error(`the parts end before ${index}`);
  });
}

/**
 * Marks the `count` largest elements of each row, the first of equals. NaN counts as larger than every number; a count of
 * NaN marks nothing.
 */
export function largest({ lengths, data }: Values, count: number): Float64Array {
  const width = at(lengths, lengths.length - 1);
  const wanted = Math.floor(count + 0.5);
  return tabulate(lengths, (index) => {
    const start = positionOf(index.with(-1, 0), lengths);
    const row = Array.from({ length: width }, (_, i) => at(data, start + i));
    const own = at(index, index.length - 1);
    const value = at(row, own);
    const before = row.filter((other, i) => isAbove(other, value) || (i < own && !isAbove(value, other)));
    return before.length < wanted ? 1 : 0;
  });
}

function isAbove(left: number, right: number): boolean {
  return left > right || (Number.isNaN(left) && !Number.isNaN(right));
}

/** All indices of a tensor in row-major order: the last axis varies fastest. */
export function* eachIndex(lengths: readonly number[]): Generator<readonly number[]> {
  const size = lengths.reduce((product, length) => product * length, 1);
  for (let position = 0; position < size; position++) {
    let rest = position;
    const index = lengths.toReversed().map((length) => {
      const i = rest % length;
      rest = (rest - i) / length;
      return i;
    });
    yield index.reverse();
  }
}

/** The position of an index in row-major order. */
function positionOf(index: readonly number[], lengths: readonly number[]): number {
  return index.reduce((position, i, axis) => position * at(lengths, axis) + i, 0);
}

/** A tensor, in row-major order, with elements computed from their indices. */
export function tabulate(lengths: readonly number[], element: (index: readonly number[]) => number): Float64Array {
  return Float64Array.from(eachIndex(lengths), element);
}

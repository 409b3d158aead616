import { at } from '@sparsweep/core/plugin';

/** All indices of a tensor in row-major order: the last one varies fastest. */
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

/** Where the element at an index stands in row-major order. */
export function positionOf(index: readonly number[], lengths: readonly number[]): number {
  return index.reduce((position, i, axis) => position * at(lengths, axis) + i, 0);
}

/** A tensor, in row-major order, whose elements a function of the index gives. */
export function tabulate(lengths: readonly number[], element: (index: readonly number[]) => number): Float64Array {
  return Float64Array.from(eachIndex(lengths), element);
}

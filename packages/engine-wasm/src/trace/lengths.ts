import type { Node } from '../graph/graph.ts';

/** The lengths of a tensor that is traced for a fixed number of rows. */
export function lengthsOf({ shape, op }: Pick<Node, 'shape' | 'op'>): readonly number[] {
  return shape.map((dim) => {
    if (typeof dim !== 'number') throw new Error(`while tracing, ${op} has a length that depends on the rows`);
    return dim;
  });
}

/** How many elements a tensor with these lengths has. */
export function product(lengths: readonly number[]): number {
  return lengths.reduce((size, length) => size * length, 1);
}

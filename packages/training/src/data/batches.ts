import { at, type RandomStream } from '@sparsweep/core/plugin';

/** Consecutive rows: positions `from` (inclusive) to `to` (exclusive). */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Splits `rows` rows into ranges of `size`; the last one may be smaller. */
export function rowRanges(rows: number, size: number): readonly RowRange[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, index) => ({
    from: index * size,
    to: Math.min((index + 1) * size, rows),
  }));
}

/** Copies the rows at positions `from` to `to` of `order` from a matrix with `columns` columns. */
export function gatherRows(
  values: Float32Array,
  columns: number,
  order: Uint32Array,
  { from, to }: RowRange,
): Float32Array {
  const gathered = new Float32Array((to - from) * columns);
  let offset = 0;
  for (const row of order.subarray(from, to)) {
    gathered.set(values.subarray(row * columns, (row + 1) * columns), offset);
    offset += columns;
  }
  return gathered;
}

/** The row numbers 0 .. `rows` - 1 in order. */
export function rowsInOrder(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row);
}

/** The row numbers 0 .. `rows` - 1 in a uniformly random order (Fisher-Yates; Knuth's algorithm P). */
export function rowsShuffled(rows: number, random: RandomStream): Uint32Array {
  const order = rowsInOrder(rows);
  for (let last = rows - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const moved = at(order, last);
    order[last] = at(order, other);
    order[other] = moved;
  }
  return order;
}

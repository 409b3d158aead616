/** A run of rows: those at positions `from` up to, but not including, `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Cuts `rows` rows into runs of `size`; the last, smaller one is kept. */
export function rowRanges(rows: number, size: number): readonly RowRange[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, index) => ({
    from: index * size,
    to: Math.min((index + 1) * size, rows),
  }));
}

/** The rows of a matrix, `columns` wide, that stand at positions `from` up to `to` of `order`, one after another. */
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

import { at } from '@sparsweep/core/plugin';

/** The transpose [columns, rows] of a matrix [rows, columns], row by row. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, index) => {
    const column = Math.floor(index / rows);
    return at(values, (index % rows) * columns + column);
  });
}

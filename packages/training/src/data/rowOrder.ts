import { at, type RandomStream } from '@sparsweep/core/plugin';

/** Rows 0 .. `rows` - 1 in their own order. */
export function rowsInOrder(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row);
}

/** Rows 0 .. `rows` - 1 in a random order, each order equally likely (Fisher & Yates; Knuth's algorithm P). */
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

import { at } from '@sparsweep/core/plugin';

/**
 * Marks with 1 the `count` largest of every `width` consecutive values, and the rest with 0.
 *
 * Of equal values the first are taken, so each row gets exactly `count` ones (given that none of its values is NaN).
 *
 * @param count A whole number from 0 to `width`.
 */
export function largestMask(values: Float32Array, width: number, count: number): Float32Array {
  const mask = new Float32Array(values.length);
  if (count === 0) return mask;
  for (let start = 0; start < values.length; start += width) {
    const row = values.subarray(start, start + width);
    const smallestTaken = select(row.slice(), width - count);
    let ties = count;
    for (const value of row) if (value > smallestTaken) ties--;
    for (let index = 0; index < width; index++) {
      const value = at(row, index);
      if (value > smallestTaken) mask[start + index] = 1;
      else if (value === smallestTaken && ties-- > 0) mask[start + index] = 1;
    }
  }
  return mask;
}

/** The value that stands at `rank` (from 0) once `values` are in ascending order; it reorders them (Hoare's FIND). */
function select(values: Float32Array, rank: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = at(values, rank);
    let low = left;
    let high = right;
    while (low <= high) {
      while (at(values, low) < pivot) low++;
      while (at(values, high) > pivot) high--;
      if (low > high) break;
      const moved = at(values, low);
      values[low++] = at(values, high);
      values[high--] = moved;
    }
    if (high < rank) left = low;
    if (low > rank) right = high;
  }
  return at(values, rank);
}

import { at, type Scalar, type Tensor, type TensorOps } from '@sparsweep/core/plugin';

/**
 * The mask of the `count` largest values along the last axis of `x`: the eager version of `RegularizerContext.largest`.
 *
 * The count is rounded to the nearest integer, halves up, and clamped to 0 .. width. The mask is made from plain
 * numbers, so no gradient flows through it.
 */
export function largest(tf: TensorOps, x: Tensor, count: Scalar): Tensor {
  const width = at(x.shape, x.rank - 1);
  const wanted = Math.floor(at(count.dataSync<'float32'>(), 0) + 0.5);
  const mask = largestMask(x.dataSync<'float32'>(), width, Math.min(Math.max(wanted, 0), width));
  return tf.tensor(mask, x.shape);
}

/**
 * Marks with 1 the `count` largest of every `width` consecutive values, and the rest with 0.
 *
 * Of equal values the first ones win, so each row has exactly `count` ones (if it contains no NaN).
 *
 * @param count An integer from 0 to `width`.
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

/** The value at position `rank` (from 0) in ascending order. Reorders `values` (Hoare's FIND). */
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

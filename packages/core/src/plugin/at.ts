/**
 * The element of `values` at `index`.
 *
 * Numeric loops use it in place of `values[index]`, whose type admits `undefined`: an index out of range is a
 * fault in the loop, and it surfaces here instead of as a NaN far away.
 *
 * @throws RangeError when there is no such element.
 */
export function at<Element>(values: ArrayLike<Element>, index: number): Element {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside 0..${values.length - 1}`);
  return value;
}

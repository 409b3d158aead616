/**
 * The element of `values` at `index`.
 *
 * Numeric loops use it instead of `values[index]`, whose type includes `undefined`. An index out of range throws here
 * instead of causing a NaN elsewhere.
 *
 * @throws RangeError if the index is out of range.
 */
export function at<Element>(values: ArrayLike<Element>, index: number): Element {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside 0..${values.length - 1}`);
  return value;
}

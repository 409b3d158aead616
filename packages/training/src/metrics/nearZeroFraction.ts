/** The share of the values that are zero or smaller in magnitude than `threshold`, from 0 to 1. */
export function nearZeroFraction(values: Float32Array, threshold: number): number {
  let near = 0;
  for (const value of values) if (value === 0 || Math.abs(value) < threshold) near++;
  return near / values.length;
}

/** The largest magnitude among the values. */
export function largestMagnitude(values: Float32Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

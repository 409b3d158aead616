/** Fraction of the values that are exactly zero. */
export function zeroFraction(values: Float32Array): number {
  return countZeros(values) / values.length;
}

/** Number of values that are exactly zero. */
export function countZeros(values: Float32Array): number {
  let zeros = 0;
  for (const value of values) if (value === 0) zeros++;
  return zeros;
}

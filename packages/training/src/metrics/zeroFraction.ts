/** The share of the values that are exactly zero, from 0 to 1. */
export function zeroFraction(values: Float32Array): number {
  return countZeros(values) / values.length;
}

/** How many of the values are exactly zero. */
export function countZeros(values: Float32Array): number {
  let zeros = 0;
  for (const value of values) if (value === 0) zeros++;
  return zeros;
}

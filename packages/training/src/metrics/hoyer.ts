/**
 * Hoyer's sparseness: (sqrt n - |c|_1 / |c|_2) / (sqrt n - 1), from 0 where all magnitudes are equal to 1 where a
 * single value is not zero (Hoyer, "Non-negative matrix factorization with sparseness constraints", 2004).
 *
 * All zeros, of which the formula says nothing, count as 1; a single value that is not zero as 0.
 */
export function hoyer(values: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += Math.abs(value);
    squares += value * value;
  }
  if (squares === 0) return 1;
  const root = Math.sqrt(values.length);
  return root === 1 ? 0 : (root - sum / Math.sqrt(squares)) / (root - 1);
}

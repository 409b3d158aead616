/**
 * The Gini index of the magnitudes c, put in ascending order: 1 - 2 sum_k (c_k / |c|_1) (N - k + 1/2) / N, k from 1
 * (Hurley & Rickard, "Comparing measures of sparsity", 2009), from 0 where all are equal to 1 - 1/N where a single
 * one is not zero.
 *
 * All zeros, of which the formula says nothing, count as 1.
 */
export function gini(values: Float32Array): number {
  const magnitudes = values.map(Math.abs).sort();
  const size = magnitudes.length;
  let sum = 0;
  let weighted = 0;
  for (const [index, magnitude] of magnitudes.entries()) {
    sum += magnitude;
    weighted += (magnitude * (size - index - 0.5)) / size;
  }
  return sum === 0 ? 1 : 1 - (2 * weighted) / sum;
}

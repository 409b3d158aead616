import type { LayerWeights, Measurement } from '@sparsweep/core/plugin';
import { countZeros, zeroFraction } from './zeroFraction.ts';

/**
 * The metrics of a layer's kernel, by name. Biases are not measured.
 *
 * - `weights.zeroFraction`: fraction of exact zeros
 * - `weights.nonZero`: number of weights that are not exactly zero
 * - `weights.belowMillionth`, `weights.belowThousandth`: fraction that is zero or smaller in magnitude than 1e-6, 1e-3
 * - `weights.belowPercentOfMax`: fraction that is zero or smaller than 1% of the kernel's largest magnitude
 * - `weights.hoyer`, `weights.gini`: see `hoyer` and `gini`
 */
const KERNEL_METRICS: Readonly<Record<string, (kernel: Float32Array) => number>> = {
  'weights.zeroFraction': zeroFraction,
  'weights.nonZero': (kernel) => kernel.length - countZeros(kernel),
  'weights.belowMillionth': (kernel) => nearZeroFraction(kernel, 1e-6),
  'weights.belowThousandth': (kernel) => nearZeroFraction(kernel, 1e-3),
  'weights.belowPercentOfMax': (kernel) => nearZeroFraction(kernel, 0.01 * largestMagnitude(kernel)),
  'weights.hoyer': hoyer,
  'weights.gini': gini,
};

/** Every weight metric of every layer, and the zero fraction and non-zero count over all kernels (layer null). */
export function measureWeights(layers: readonly LayerWeights[]): readonly Measurement[] {
  const measurements: Measurement[] = layers.flatMap(({ kernel }, layer) =>
    Object.entries(KERNEL_METRICS).map(([name, metric]) => ({ name, split: null, layer, value: metric(kernel) })),
  );
  const size = layers.reduce((sum, { kernel }) => sum + kernel.length, 0);
  const zeros = layers.reduce((sum, { kernel }) => sum + countZeros(kernel), 0);
  return [
    ...measurements,
    { name: 'weights.zeroFraction', split: null, layer: null, value: zeros / size },
    { name: 'weights.nonZero', split: null, layer: null, value: size - zeros },
  ];
}

/** Fraction of the values that are zero or smaller in magnitude than `threshold`. */
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

/**
 * Hoyer's sparseness: (sqrt n - |c|_1 / |c|_2) / (sqrt n - 1), from 0 if all magnitudes are equal to 1 if only one
 * value is not zero (Hoyer, "Non-negative matrix factorization with sparseness constraints", 2004).
 *
 * The formula is undefined for all zeros, which count as 1, and for a single non-zero value, which counts as 0.
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

/**
 * The Gini index of the magnitudes c in ascending order: 1 - 2 sum_k (c_k / |c|_1) (N - k + 1/2) / N, k from 1
 * (Hurley & Rickard, "Comparing measures of sparsity", 2009), from 0 if all are equal to 1 - 1/N if only one is
 * not zero.
 *
 * The formula is undefined for all zeros, which count as 1.
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

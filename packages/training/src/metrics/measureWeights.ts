import type { LayerWeights, Measurement } from '@sparsweep/core/plugin';
import { gini } from './gini.ts';
import { hoyer } from './hoyer.ts';
import { largestMagnitude, nearZeroFraction } from './nearZeroFraction.ts';
import { countZeros, zeroFraction } from './zeroFraction.ts';

/**
 * What is measured of every layer's kernel, by name; biases are left out.
 *
 * - `weights.zeroFraction`: exact zeros
 * - `weights.nonZero`: how many weights are not exactly zero
 * - `weights.belowMillionth`, `weights.belowThousandth`: zero, or smaller in magnitude than 1e-6, 1e-3
 * - `weights.belowPercentOfMax`: zero, or smaller than 1% of the kernel's largest magnitude
 * - `weights.hoyer`, `weights.gini`
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

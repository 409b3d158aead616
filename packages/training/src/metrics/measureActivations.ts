import type { Measurement, Split } from '@sparsweep/core/plugin';
import { activeUnits } from './activeUnits.ts';
import type { LayerActivations } from './code.ts';
import { participationRatio } from './participationRatio.ts';
import { lifetimeSparseness, populationSparseness } from './trevesRolls.ts';
import { alwaysOnFraction, deadFraction } from './unitActivity.ts';
import { countZeros, zeroFraction } from './zeroFraction.ts';

/**
 * What is measured of every hidden layer's code, by name. A unit is active on a sample where it is not exactly zero.
 *
 * - `activations.zeroFraction`: exact zeros
 * - `activations.l0`: active units per sample
 * - `activations.populationSparseness`, `activations.lifetimeSparseness`: Treves-Rolls, over units, over samples
 * - `activations.dead`, `activations.alwaysOn`: fractions of the units never active, active on more than 99%
 * - `activations.participationRatio`: units that share in a sample's code
 */
const CODE_METRICS: Readonly<Record<string, (code: LayerActivations) => number>> = {
  'activations.zeroFraction': ({ values }) => zeroFraction(values),
  'activations.l0': activeUnits,
  'activations.populationSparseness': populationSparseness,
  'activations.lifetimeSparseness': lifetimeSparseness,
  'activations.dead': deadFraction,
  'activations.alwaysOn': alwaysOnFraction,
  'activations.participationRatio': participationRatio,
};

/**
 * Every activation metric of every hidden layer on one split, and the zero fraction over all hidden units (layer
 * null; absent where there is no hidden layer).
 */
export function measureActivations(codes: readonly LayerActivations[], split: Split): readonly Measurement[] {
  const measurements: Measurement[] = codes.flatMap((code, layer) =>
    Object.entries(CODE_METRICS).map(([name, metric]) => ({ name, split, layer, value: metric(code) })),
  );
  const size = codes.reduce((sum, { values }) => sum + values.length, 0);
  const zeros = codes.reduce((sum, { values }) => sum + countZeros(values), 0);
  if (size === 0) return measurements;
  return [...measurements, { name: 'activations.zeroFraction', split, layer: null, value: zeros / size }];
}

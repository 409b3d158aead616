import { at, type Measurement, type Split } from '@sparsweep/core/plugin';
import { countZeros, zeroFraction } from './zeroFraction.ts';

/** The activations of a layer on a set of samples: unit u on sample s is `values[s * units + u]`. */
export interface LayerActivations {
  readonly rows: number;
  readonly units: number;
  readonly values: Float32Array;
}

/**
 * The metrics of a hidden layer's activations, by name. A unit is active on a sample if its value is not exactly zero.
 *
 * - `activations.zeroFraction`: fraction of exact zeros
 * - `activations.l0`: active units per sample
 * - `activations.populationSparseness`, `activations.lifetimeSparseness`: Treves-Rolls, over units, over samples
 * - `activations.dead`, `activations.alwaysOn`: fractions of the units never active, active on more than 99%
 * - `activations.participationRatio`: effective number of active units per sample
 */
const ACTIVATION_METRICS: Readonly<Record<string, (activations: LayerActivations) => number>> = {
  'activations.zeroFraction': ({ values }) => zeroFraction(values),
  'activations.l0': activeUnits,
  'activations.populationSparseness': populationSparseness,
  'activations.lifetimeSparseness': lifetimeSparseness,
  'activations.dead': deadFraction,
  'activations.alwaysOn': alwaysOnFraction,
  'activations.participationRatio': participationRatio,
};

/**
 * Every activation metric of every hidden layer on one split, and the zero fraction over all hidden units (with `layer`
 * null). Empty for a network without hidden layers.
 */
export function measureActivations(layers: readonly LayerActivations[], split: Split): readonly Measurement[] {
  const measurements: Measurement[] = layers.flatMap((activations, layer) =>
    Object.entries(ACTIVATION_METRICS).map(([name, metric]) => ({ name, split, layer, value: metric(activations) })),
  );
  const size = layers.reduce((sum, { values }) => sum + values.length, 0);
  const zeros = layers.reduce((sum, { values }) => sum + countZeros(values), 0);
  if (size === 0) return measurements;
  return [...measurements, { name: 'activations.zeroFraction', split, layer: null, value: zeros / size }];
}

/** Mean number of active units per sample: the mean L0 norm of the activations. */
export function activeUnits({ rows, values }: LayerActivations): number {
  return (values.length - countZeros(values)) / rows;
}

/** For each unit, the fraction of the samples on which it is active. */
export function unitActivity({ rows, units, values }: LayerActivations): Float64Array {
  const counts = new Float64Array(units);
  for (let index = 0; index < values.length; index++) {
    if (at(values, index) !== 0) counts[index % units] = at(counts, index % units) + 1;
  }
  return counts.map((count) => count / rows);
}

/** Fraction of the units that are zero on every sample. */
export function deadFraction(activations: LayerActivations): number {
  return unitActivity(activations).filter((fraction) => fraction === 0).length / activations.units;
}

/** Fraction of the units that are active on more than 99% of the samples. */
export function alwaysOnFraction(activations: LayerActivations): number {
  return unitActivity(activations).filter((fraction) => fraction > 0.99).length / activations.units;
}

/**
 * Population sparseness: how few units respond to a sample, averaged over the samples.
 *
 * For each sample S = (1 - A) / (1 - 1/n) with A = (mean r)^2 / mean(r^2) over its n units (Treves & Rolls, 1991, in
 * the scaled form of Vinje & Gallant, 2000): 0 if all units respond equally, 1 if only one responds. r is the
 * magnitude of the activation. A is undefined for samples on which every unit is zero; they are skipped. The result is 1
 * if all samples are skipped, and 0 for a single unit, for which S is undefined.
 */
export function populationSparseness({ rows, units, values }: LayerActivations): number {
  return meanSparseness(rows, units, (sample, unit) => at(values, sample * units + unit));
}

/**
 * Lifetime sparseness: how few samples a unit responds to, averaged over the units.
 *
 * The formula of `populationSparseness` with samples and units exchanged; units that are zero on every sample are skipped.
 */
export function lifetimeSparseness({ rows, units, values }: LayerActivations): number {
  return meanSparseness(units, rows, (unit, sample) => at(values, sample * units + unit));
}

/** The mean of S over the groups that are not all zero, each of `size` values. */
function meanSparseness(groups: number, size: number, valueAt: (group: number, member: number) => number): number {
  if (size === 1) return 0;
  let total = 0;
  let responding = 0;
  for (let group = 0; group < groups; group++) {
    let sum = 0;
    let squares = 0;
    for (let member = 0; member < size; member++) {
      const magnitude = Math.abs(valueAt(group, member));
      sum += magnitude;
      squares += magnitude * magnitude;
    }
    if (squares === 0) continue;
    responding++;
    total += (1 - (sum * sum) / (size * squares)) / (1 - 1 / size);
  }
  return responding === 0 ? 1 : total / responding;
}

/**
 * Effective number of active units of a sample: (sum r^2)^2 / sum r^4 over its units, averaged over the samples.
 *
 * It is n if n units respond equally and the rest are zero (the reciprocal of the inverse participation ratio of Bell &
 * Dean, 1970). A sample on which every unit is zero counts as 0.
 */
export function participationRatio({ rows, units, values }: LayerActivations): number {
  let total = 0;
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    let fourths = 0;
    for (let unit = 0; unit < units; unit++) {
      const value = at(values, row * units + unit);
      const square = value * value;
      squares += square;
      fourths += square * square;
    }
    if (squares > 0) total += (squares * squares) / fourths;
  }
  return total / rows;
}

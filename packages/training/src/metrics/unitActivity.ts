import { at } from '@sparsweep/core/plugin';
import type { LayerActivations } from './code.ts';

/** Of every unit, the share of the samples on which it is not exactly zero. */
export function unitActivity({ rows, units, values }: LayerActivations): Float64Array {
  const counts = new Float64Array(units);
  for (let index = 0; index < values.length; index++) {
    if (at(values, index) !== 0) counts[index % units] = at(counts, index % units) + 1;
  }
  return counts.map((count) => count / rows);
}

/** The share of the units that are zero on every sample. */
export function deadFraction(code: LayerActivations): number {
  return unitActivity(code).filter((share) => share === 0).length / code.units;
}

/** The share of the units that are not zero on more than 99% of the samples. */
export function alwaysOnFraction(code: LayerActivations): number {
  return unitActivity(code).filter((share) => share > 0.99).length / code.units;
}

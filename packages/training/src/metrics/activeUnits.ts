import type { LayerActivations } from './code.ts';
import { countZeros } from './zeroFraction.ts';

/** How many units are not exactly zero, on average over the samples: the code's mean L0 norm. */
export function activeUnits({ rows, values }: LayerActivations): number {
  return (values.length - countZeros(values)) / rows;
}

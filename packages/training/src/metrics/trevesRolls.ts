import { at } from '@sparsweep/core/plugin';
import type { LayerActivations } from './code.ts';

/**
 * Population sparseness: how few units answer to a sample, as a mean over the samples.
 *
 * For each sample S = (1 - A) / (1 - 1/n) with A = (mean r)^2 / mean(r^2) over its n units (Treves & Rolls, 1991, in
 * the scaled form of Vinje & Gallant, 2000): 0 where all units answer alike, 1 where one alone does. r is the
 * magnitude of the activation. Samples on which every unit is silent have no A and are left out; where all are
 * silent the result is 1, and with a single unit, of which S says nothing, it is 0.
 */
export function populationSparseness({ rows, units, values }: LayerActivations): number {
  return meanSparseness(rows, units, (sample, unit) => at(values, sample * units + unit));
}

/**
 * Lifetime sparseness: how few samples a unit answers to, as a mean over the units.
 *
 * The same formula with the roles of samples and units exchanged; units that are silent on every sample are left out.
 */
export function lifetimeSparseness({ rows, units, values }: LayerActivations): number {
  return meanSparseness(units, rows, (unit, sample) => at(values, sample * units + unit));
}

/** The mean of S over the `groups` that have one, each of `size` values. */
function meanSparseness(groups: number, size: number, valueAt: (group: number, member: number) => number): number {
  if (size === 1) return 0;
  let total = 0;
  let answering = 0;
  for (let group = 0; group < groups; group++) {
    let sum = 0;
    let squares = 0;
    for (let member = 0; member < size; member++) {
      const magnitude = Math.abs(valueAt(group, member));
      sum += magnitude;
      squares += magnitude * magnitude;
    }
    if (squares === 0) continue;
    answering++;
    total += (1 - (sum * sum) / (size * squares)) / (1 - 1 / size);
  }
  return answering === 0 ? 1 : total / answering;
}

import { at, type Measurement, type Split } from '@sparsweep/core/plugin';
import type { MeasuringLoop } from './loops.ts';
import type { TrialContext } from './trialContext.ts';

/**
 * Runs a loop over the rows of a split in an order, and gives what it measured as means over the rows.
 *
 * Means of a batch count with its rows; sums over the batches are float64.
 */
export function runLoop(
  { memory, layout }: TrialContext,
  { name, measures }: MeasuringLoop,
  split: Split,
  order: Uint32Array,
): readonly Measurement[] {
  const place = layout.splits.get(split);
  if (place === undefined) throw new Error(`this trial was given no ${split} samples`);
  const sums = memory.doubles.subarray(layout.sums / 8, layout.sums / 8 + measures.length);
  sums.fill(0);
  memory.words.set(order, layout.order / 4);
  memory.call(name, layout.order, order.length, place.features, place.targets, layout.sums);
  return measures.map((measure, index) => ({
    name: measure,
    split,
    layer: null,
    value: at(sums, index) / order.length,
  }));
}

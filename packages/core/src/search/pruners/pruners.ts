import { Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import { type Curve, definePruner, type PrunerPlugin } from '../pruner.ts';
import { asha, hyperband, successiveHalving } from './halving.ts';

/**
 * The median rule (Golovin et al. 2017, as in Vizier and Optuna): a trial stops after an epoch if its lowest loss so
 * far is above the median loss of the fully trained configurations after that epoch.
 *
 * Trials start in batches, each as large as all before it, and are compared with earlier batches only, so results do
 * not depend on the number of workers.
 */
export const median = definePruner({
  name: 'median',
  summary: 'Stops trials that are worse than the median of the configurations finished before.',
  compares: true,
  options: Type.Object({
    startup: Type.Integer({
      minimum: 1,
      default: 5,
      description: 'Configurations that are trained before any is judged.',
    }),
    minEpochs: Type.Integer({ minimum: 1, default: 5, description: 'Epochs that every trial is trained at least.' }),
  }),
  start: ({ startup, minEpochs }) => ({
    batch: (begun) => Math.max(startup, begun),
    rule: (finished) => {
      if (finished.length === 0) return undefined;
      const epochs = Math.max(...finished.map((curve) => curve.length));
      const thresholds = Array.from({ length: epochs }, (_, i) => (i + 1 < minEpochs ? null : medianAt(finished, i)));
      return { type: 'thresholds', thresholds, meaning: `the median of ${finished.length} configurations` };
    },
  }),
});

/** Early stopping (Prechelt 1998): ends a trial that no longer improves. The trial counts as finished. */
export const patience = definePruner({
  name: 'patience',
  summary: 'Ends a trial that has not improved for some epochs; it counts as finished.',
  compares: false,
  options: Type.Object({
    epochs: Type.Integer({
      minimum: 1,
      default: 10,
      description: 'Epochs without an improvement that are waited for.',
    }),
    minDelta: Type.Number({
      minimum: 0,
      default: 0,
      description: 'By how much the metric has to be better than the best before, to count as an improvement.',
    }),
  }),
  start: ({ epochs, minDelta }) => ({ rule: () => ({ type: 'patience', epochs, minDelta }) }),
});

/** All early termination methods, in listing order. */
export const pruners: readonly PrunerPlugin[] = [patience, median, successiveHalving, hyperband, asha];

/** The median of the losses at an index; null if no curve has a finite one. */
function medianAt(curves: readonly Curve[], index: number): number | null {
  const losses = curves.map((curve) => curve[index] ?? Number.NaN).filter(Number.isFinite);
  if (losses.length === 0) return null;
  losses.sort((a, b) => a - b);
  const [below, above] = [Math.floor((losses.length - 1) / 2), Math.ceil((losses.length - 1) / 2)];
  return (at(losses, below) + at(losses, above)) / 2;
}

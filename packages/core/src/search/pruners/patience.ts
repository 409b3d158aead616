import { Type } from 'typebox';
import { definePruner } from '../pruner.ts';

/** Early stopping (Prechelt 1998): ends a training that no longer improves. Such a trial counts as finished. */
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

import { Type } from 'typebox';
import { definePruner, lastLoss } from '../pruner.ts';
import { geometricRungs, HALVING_OPTIONS } from './halving.ts';

/**
 * Asynchronous successive halving (Li et al. 2020), in the form that stops trials: no configuration waits for another,
 * each goes on from a rung if it is among the best one in `reduction` of those that came there so far.
 *
 * Which came there so far depends on how fast they train, so, alone of all methods, its results depend on the machine
 * and the number of workers.
 */
export const asha = definePruner({
  name: 'asha',
  summary: 'Judges each configuration at rungs by those that came there before it; nobody waits. Not reproducible.',
  compares: true,
  options: Type.Object(HALVING_OPTIONS),
  start: (options) => ({
    bracket: (_index, _left, epochs) => ({ size: 1, rungs: geometricRungs(options, epochs) }),
    survivors: ({ curves: [curve], reached }) => {
      const places = Math.max(1, Math.floor(reached.length / options.reduction));
      const better = reached.filter((loss) => loss < lastLoss(curve ?? [])).length;
      return better < places ? [0] : [];
    },
  }),
});

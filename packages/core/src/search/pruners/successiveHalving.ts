import { Type } from 'typebox';
import { definePruner } from '../pruner.ts';
import { bestPositions, geometricRungs, HALVING_OPTIONS } from './halving.ts';

/**
 * Synchronous successive halving (Jamieson & Talwalkar 2016): all configurations of a generation wait for each other at
 * each rung, and the best one in `reduction` of them goes on.
 */
export const successiveHalving = definePruner({
  name: 'successiveHalving',
  summary: 'Compares all configurations of a generation at rungs, and goes on with the best share of them.',
  compares: true,
  options: Type.Object(HALVING_OPTIONS),
  start: (options) => ({
    bracket: (_index, left, epochs) => ({ size: left, rungs: geometricRungs(options, epochs) }),
    survivors: ({ curves }) => bestPositions(curves, Math.max(1, Math.floor(curves.length / options.reduction))),
  }),
});

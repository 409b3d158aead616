import { Type } from 'typebox';
import { type Bracket, definePruner } from '../pruner.ts';
import { bestPositions, HALVING_OPTIONS, type HalvingOptions } from './halving.ts';

/**
 * Hyperband (Li et al. 2018): brackets of successive halving that trade how many configurations begin against how long
 * each is trained before it is judged, one after another, from the hardest to the one that judges none.
 */
export const hyperband = definePruner({
  name: 'hyperband',
  summary: 'Runs brackets of successive halving, from many configurations judged early to few judged late.',
  compares: true,
  options: Type.Object(HALVING_OPTIONS),
  start: (options) => ({
    bracket: (index, _left, epochs) => bracketAt(index, options, epochs),
    survivors: ({ curves }) => bestPositions(curves, Math.max(1, Math.floor(curves.length / options.reduction))),
  }),
});

/** Bracket s of s_max, ..., 0, over and over: (s_max + 1) / (s + 1) * reduction^s configurations, s rungs. */
function bracketAt(index: number, { minEpochs, reduction }: HalvingOptions, epochs: number): Bracket {
  let hardest = 0;
  while (minEpochs * reduction ** (hardest + 1) <= epochs) hardest++;
  const rungs = hardest - (index % (hardest + 1));
  return {
    size: Math.ceil(((hardest + 1) / (rungs + 1)) * reduction ** rungs),
    rungs: Array.from({ length: rungs }, (_, i) => Math.max(1, Math.round(epochs / reduction ** (rungs - i)))),
  };
}

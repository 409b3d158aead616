import { type Static, Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import { type Bracket, type Curve, definePruner, lastLoss } from '../pruner.ts';

/** The options of every method that keeps a fixed share at each rung. */
const HALVING_OPTIONS = {
  minEpochs: Type.Integer({
    minimum: 1,
    default: 1,
    description: 'Epochs that every trial is trained before the first comparison.',
  }),
  reduction: Type.Integer({
    minimum: 2,
    default: 3,
    description: 'One in so many goes on at each rung, and each rung is so many times as far as the one before.',
  }),
};

const HalvingOptions = Type.Object(HALVING_OPTIONS);
/** Values of these options. */
type HalvingOptions = Readonly<Static<typeof HalvingOptions>>;

/**
 * Synchronous successive halving (Jamieson & Talwalkar 2016): all configurations of a generation wait for each other at
 * each rung, and the best 1 / `reduction` of them continue.
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

/**
 * Hyperband (Li et al. 2018): brackets of successive halving, one after another, from many configurations that are
 * compared early to few configurations that are fully trained.
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

/** Bracket s, which cycles through s_max, ..., 0: (s_max + 1) / (s + 1) * reduction^s configurations, s rungs. */
function bracketAt(index: number, { minEpochs, reduction }: HalvingOptions, epochs: number): Bracket {
  let hardest = 0;
  while (minEpochs * reduction ** (hardest + 1) <= epochs) hardest++;
  const rungs = hardest - (index % (hardest + 1));
  return {
    size: Math.ceil(((hardest + 1) / (rungs + 1)) * reduction ** rungs),
    rungs: Array.from({ length: rungs }, (_, i) => Math.max(1, Math.round(epochs / reduction ** (rungs - i)))),
  };
}

/**
 * Asynchronous successive halving (Li et al. 2020), in its stopping variant: no configuration waits for another, and
 * each continues past a rung if it is among the best 1 / `reduction` of those that reached the rung before it.
 *
 * The order of arrival depends on training speed. Unlike all other methods, its results depend on the machine and the
 * number of workers.
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

/** The rungs minEpochs, minEpochs * reduction, ... before the end of a training. */
function geometricRungs({ minEpochs, reduction }: HalvingOptions, epochs: number): readonly number[] {
  const rungs: number[] = [];
  for (let epoch = minEpochs; epoch < epochs; epoch *= reduction) rungs.push(epoch);
  return rungs;
}

/** The positions of the `count` curves with the lowest last loss, ascending; ties go to the earlier curve. */
function bestPositions(curves: readonly Curve[], count: number): readonly number[] {
  const losses = curves.map(lastLoss);
  const ranked = [...losses.keys()].sort((a, b) => compare(at(losses, a), at(losses, b)) || a - b);
  return ranked.slice(0, count).sort((a, b) => a - b);
}

/** Compares numbers. A difference of two infinite losses would be NaN. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

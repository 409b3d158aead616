import { type Static, Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import { type Curve, lastLoss } from '../pruner.ts';

/** The options of every method that keeps a fixed share at each rung. */
export const HALVING_OPTIONS = {
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
export type HalvingOptions = Readonly<Static<typeof HalvingOptions>>;

/** The rungs minEpochs, minEpochs * reduction, ... below the end of a training. */
export function geometricRungs({ minEpochs, reduction }: HalvingOptions, epochs: number): readonly number[] {
  const rungs: number[] = [];
  for (let epoch = minEpochs; epoch < epochs; epoch *= reduction) rungs.push(epoch);
  return rungs;
}

/** The positions of the `count` curves with the least last loss, ascending; of equal ones the earlier is better. */
export function bestPositions(curves: readonly Curve[], count: number): readonly number[] {
  const losses = curves.map(lastLoss);
  const ranked = [...losses.keys()].sort((a, b) => compare(at(losses, a), at(losses, b)) || a - b);
  return ranked.slice(0, count).sort((a, b) => a - b);
}

/** Also of two infinite losses, whose difference is not a number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from '../plugin/manifest.ts';
import type { StopRule } from './stopRule.ts';

/** The losses of a configuration after each of its epochs so far, means over its replicates: the lower the better. */
export type Curve = readonly number[];

/** The last loss of a curve, which counts at a rung; one that is not a number is worse than any other. */
export function lastLoss(curve: Curve): number {
  const loss = curve.at(-1) ?? Number.NaN;
  return Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss;
}

/** Configurations that are compared with each other. */
export interface Bracket {
  /** How many configurations, at least one. */
  readonly size: number;
  /** The epochs after which they wait for each other, ascending; those at or past the end of a training do nothing. */
  readonly rungs: readonly number[];
}

/** Configurations that have come to a rung of their bracket. */
export interface RungStanding {
  readonly epoch: number;
  /** Their curves, in the order in which they were proposed. */
  readonly curves: readonly Curve[];
  /** The losses of all configurations of the sweep that came to this epoch as a rung so far, these included. */
  readonly reached: readonly number[];
}

/** Ends trials that are not worth finishing. Every hook is optional. */
export interface Pruner {
  /**
   * A rule that trials which begin now are judged by while they train.
   *
   * @param finished the curves of the configurations of earlier batches that were trained to their end.
   */
  rule?(finished: readonly Curve[]): StopRule | undefined;
  /**
   * How many configurations may begin before the rule is made anew, once all of them have ended; without it, all.
   *
   * @param begun how many configurations have begun.
   */
  batch?(begun: number): number;
  /**
   * The bracket of the next configurations. Brackets are trained side by side.
   *
   * @param index which bracket of the sweep it is, from 0.
   * @param left how many configurations of the generation have none yet; a larger bracket is cut.
   * @param epochs of a whole training.
   */
  bracket?(index: number, left: number, epochs: number): Bracket;
  /** The positions, in `curves`, of those that go on beyond a rung; the others are stopped. */
  survivors?(standing: RungStanding): readonly number[];
}

/** A way to end trials early; named by `earlyTerminate`. */
export interface PrunerPlugin<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'pruner';
  /** Whether it judges trials by others; a sweep can use one that does. */
  readonly compares: boolean;
  start(options: OptionsOf<Options>): Pruner;
}

/** Declares a way to end trials early; the type of its options follows from their schema. */
export function definePruner<Options extends TObject>(
  pruner: Omit<PrunerPlugin<Options>, 'kind'>,
): PrunerPlugin<Options> {
  return { kind: 'pruner', ...pruner };
}

import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from '../plugin/manifest.ts';
import type { StopRule } from './stopRule.ts';

/** The losses of a configuration after each epoch so far, as means over its replicates; lower is better. */
export type Curve = readonly number[];

/** The last loss of a curve, which is compared at a rung. NaN counts as worse than any other. */
export function lastLoss(curve: Curve): number {
  const loss = curve.at(-1) ?? Number.NaN;
  return Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss;
}

/** Configurations that are compared with each other. */
export interface Bracket {
  /** The number of configurations, at least one. */
  readonly size: number;
  /** The epochs after which they are compared, ascending. Rungs at or past the end of a training have no effect. */
  readonly rungs: readonly number[];
}

/** Configurations that have reached a rung of their bracket. */
export interface RungStanding {
  readonly epoch: number;
  /** Their curves, in order of proposal. */
  readonly curves: readonly Curve[];
  /** The losses of all configurations of the sweep that have reached this epoch as a rung, including these. */
  readonly reached: readonly number[];
}

/** Stops unpromising trials early. Every hook is optional. */
export interface Pruner {
  /**
   * The stop rule of the trials that start now.
   *
   * @param finished the curves of the fully trained configurations of earlier batches.
   */
  rule?(finished: readonly Curve[]): StopRule | undefined;
  /**
   * How many configurations may start before the rule is made again, after all of them have ended; without it, all.
   *
   * @param begun how many configurations have started.
   */
  batch?(begun: number): number;
  /**
   * The bracket of the next configurations. Brackets are trained concurrently.
   *
   * @param index of the bracket in the sweep, from 0.
   * @param left how many configurations of the generation have no bracket yet; a larger bracket is cut to this.
   * @param epochs of a full training.
   */
  bracket?(index: number, left: number, epochs: number): Bracket;
  /** The positions, in `curves`, of the configurations that continue past a rung; the others are stopped. */
  survivors?(standing: RungStanding): readonly number[];
}

/** An early termination method; named by `earlyTerminate`. */
export interface PrunerPlugin<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'pruner';
  /** Whether it compares trials with each other; a sweep can use at most one such pruner. */
  readonly compares: boolean;
  start(options: OptionsOf<Options>): Pruner;
}

/** Declares an early termination method; the type of its options follows from their schema. */
export function definePruner<Options extends TObject>(
  pruner: Omit<PrunerPlugin<Options>, 'kind'>,
): PrunerPlugin<Options> {
  return { kind: 'pruner', ...pruner };
}

import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from '../plugin/manifest.ts';
import type { RandomStreams } from '../plugin/random.ts';
import type { Draw, Parameter, Space } from './space.ts';

/** A trained configuration and its losses. */
export interface Outcome {
  readonly draw: Draw;
  /**
   * One number for each of the sweep's metrics, a mean over replicates; lower is better. Null if no replicate has all
   * metrics.
   */
  readonly losses: readonly number[] | null;
  /** The epoch of these losses if early termination stopped every replicate; absent for a full training. */
  readonly stoppedEpoch?: number;
}

/** The input of a sampler. */
export interface Question {
  /**
   * The outcomes of earlier generations, in order of proposal. From one question to the next it only grows at its
   * end.
   */
  readonly history: readonly Outcome[];
  /** The draws of this generation so far. Their outcomes are not known yet. */
  readonly pending: readonly Draw[];
  /** Whether a draw may be proposed: it satisfies the constraints and is new. */
  accepts(draw: Draw): boolean;
}

/** Proposes configurations, one after another. */
export interface Sampler {
  /** The next draw, which the question accepts; undefined if the sampler finds none. */
  ask(question: Question): Draw | undefined;
}

/** What to search. */
export interface SearchProblem {
  readonly space: Space;
  /** The number of losses of an outcome. */
  readonly objectives: number;
  /** The total number of configurations to propose; absent for a search that ends by itself. */
  readonly budget?: number;
  /** The number of configurations that the user enqueued; they come first in the history. */
  readonly enqueued: number;
  /** Streams of random numbers, by purpose. */
  readonly random: RandomStreams;
}

/** Why a sampler cannot search a parameter. */
export interface UnsupportedParameter {
  readonly parameter: Parameter;
  readonly message: string;
}

/** A search method; named by `search.method`. */
export interface SamplerPlugin<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'sampler';
  /** The minimum and maximum number of metrics that it supports. */
  readonly objectives: { readonly least: number; readonly most: number };
  /** Whether it ends by itself; otherwise the sweep needs `search.trials`. */
  readonly exhaustible: boolean;
  /** The parameters that it cannot search. */
  unsupportedParameters(space: Space): readonly UnsupportedParameter[];
  /**
   * How many configurations it proposes before it sees their outcomes; infinite if it ignores outcomes. Depends on the
   * sweep file but not on the number of workers, so that proposals are the same on every machine.
   */
  generation(options: OptionsOf<Options>, space: Space): number;
  /**
   * Starts a sampler. Its answers depend only on the problem, the options and the question, so a search can restart in
   * another process.
   */
  start(problem: SearchProblem, options: OptionsOf<Options>): Sampler;
}

/** Declares a sampler; the type of its options follows from their schema. */
export function defineSampler<Options extends TObject>(
  sampler: Omit<SamplerPlugin<Options>, 'kind'>,
): SamplerPlugin<Options> {
  return { kind: 'sampler', ...sampler };
}

/** The position of the draw that a question asks for, from 0. */
export function positionOf({ history, pending }: Question): number {
  return history.length + pending.length;
}

/**
 * How far a configuration was trained: Infinity for a full training, the epoch of an early stop, -Infinity for a
 * failure.
 */
export function reachOf({ losses, stoppedEpoch }: Outcome): number {
  return losses === null ? Number.NEGATIVE_INFINITY : (stoppedEpoch ?? Number.POSITIVE_INFINITY);
}

/**
 * Orders outcomes from best to worst: full trainings, then early stops, then failures. Of two early stops the later is
 * better; within these groups the lower first loss is.
 */
export function byFirstLoss(a: Outcome, b: Outcome): number {
  const [reachA, reachB] = [reachOf(a), reachOf(b)];
  if (reachA !== reachB) return reachB - reachA;
  const [lossA = 0] = a.losses ?? [];
  const [lossB = 0] = b.losses ?? [];
  return lossA - lossB;
}

import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from '../plugin/manifest.ts';
import type { RandomStreams } from '../plugin/random.ts';
import type { Draw, Parameter, Space } from './space.ts';

/** A configuration that was tried, and how it did. */
export interface Outcome {
  readonly draw: Draw;
  /**
   * One number for each of the sweep's metrics, the lower the better, a mean over replicates; null when no replicate
   * gave them all.
   */
  readonly losses: readonly number[] | null;
  /** The epoch whose losses these are, where early termination stopped every replicate; absent for a full training. */
  readonly stoppedEpoch?: number;
}

/** What a sampler is asked. */
export interface Question {
  /**
   * What was proposed before this generation, and how it did, in the order of proposal. From one question to the next
   * it grows at its end and never changes before it.
   */
  readonly history: readonly Outcome[];
  /** What was proposed in this generation so far: how it will do is not known. */
  readonly pending: readonly Draw[];
  /** Whether a draw may be proposed: it satisfies the constraints and was not proposed before. */
  accepts(draw: Draw): boolean;
}

/** Proposes configurations, one after another. */
export interface Sampler {
  /** The next proposal, which the question accepts; undefined when the sampler finds none. */
  ask(question: Question): Draw | undefined;
}

/** What is searched. */
export interface SearchProblem {
  readonly space: Space;
  /** How many losses an outcome has. */
  readonly objectives: number;
  /** How many configurations will be proposed in all; absent for a search that ends by itself. */
  readonly budget?: number;
  /** How many configurations the user put before all proposals: they are the first of the history. */
  readonly enqueued: number;
  /** Streams of random numbers, by purpose. */
  readonly random: RandomStreams;
}

/** Why a sampler cannot search a parameter. */
export interface UnsupportedParameter {
  readonly parameter: Parameter;
  readonly message: string;
}

/** A way to search a space; named by `search.method`. */
export interface SamplerPlugin<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'sampler';
  /** The least and the greatest number of metrics that it can search by. */
  readonly objectives: { readonly least: number; readonly most: number };
  /** Whether it ends by itself; one that does not needs `search.trials`. */
  readonly exhaustible: boolean;
  /** The parameters that it cannot search. */
  unsupportedParameters(space: Space): readonly UnsupportedParameter[];
  /**
   * How many configurations it proposes before it is told how they did; infinite where it ignores outcomes. The sweep
   * file fixes it, never the number of workers, so that proposals are the same on every machine.
   */
  generation(options: OptionsOf<Options>, space: Space): number;
  /**
   * A sampler whose answer depends on the problem, the options and the question alone: one that was just started
   * answers like one that was asked all along, so that a search may go on in another process.
   */
  start(problem: SearchProblem, options: OptionsOf<Options>): Sampler;
}

/** Declares a sampler; the type of its options follows from their schema. */
export function defineSampler<Options extends TObject>(
  sampler: Omit<SamplerPlugin<Options>, 'kind'>,
): SamplerPlugin<Options> {
  return { kind: 'sampler', ...sampler };
}

/** The position of the proposal that a question asks for: 0 for the first of the search. */
export function positionOf({ history, pending }: Question): number {
  return history.length + pending.length;
}

/** How far a configuration was trained: infinitely far when to its end, to an epoch when stopped, nowhere on failure. */
export function reachOf({ losses, stoppedEpoch }: Outcome): number {
  return losses === null ? Number.NEGATIVE_INFINITY : (stoppedEpoch ?? Number.POSITIVE_INFINITY);
}

/**
 * Orders outcomes from the best to the worst by their first loss: full trainings before those that were stopped early,
 * those before failures; of two that were stopped, the one that came further is better. 0 for equals.
 */
export function byFirstLoss(a: Outcome, b: Outcome): number {
  const [reachA, reachB] = [reachOf(a), reachOf(b)];
  if (reachA !== reachB) return reachB - reachA;
  const [lossA = 0] = a.losses ?? [];
  const [lossB = 0] = b.losses ?? [];
  return lossA - lossB;
}

import type { TObject } from 'typebox';
import type { Manifest, OptionsOf } from '../plugin/manifest.ts';
import type { RandomStreams } from '../plugin/random.ts';
import type { Draw, Parameter, Space } from './space.ts';

/** A configuration that was tried, and how it did. */
export interface Outcome {
  readonly draw: Draw;
  /** One value for each of the sweep's metrics, a mean over replicates; null when no replicate finished. */
  readonly metrics: readonly number[] | null;
}

/** Proposes configurations. */
export interface Sampler {
  /**
   * The next proposals: at most `count`, fewer only when the space is exhausted.
   *
   * @param history what was proposed before, in the order of proposal.
   */
  ask(count: number, history: readonly Outcome[]): readonly Draw[];
}

/** Why a sampler cannot search a parameter. */
export interface Obstacle {
  readonly parameter: Parameter;
  readonly message: string;
}

/** A way to search a space; named by `search.method`. */
export interface SamplerPlugin<Options extends TObject = TObject> extends Manifest<Options> {
  readonly kind: 'sampler';
  /**
   * How many configurations it may propose before it must be told how they did. A number that the sweep file fixes,
   * never the number of workers, so that proposals are the same on every machine; infinite where it ignores history.
   */
  readonly generation: number;
  /** Whether it ends by itself; one that does not needs `search.trials`. */
  readonly exhaustible: boolean;
  /** The parameters that it cannot search. */
  obstacles(space: Space): readonly Obstacle[];
  /** A sampler whose proposals depend on the space, the options, the streams and the history alone. */
  start(space: Space, options: OptionsOf<Options>, random: RandomStreams): Sampler;
}

/** Declares a sampler; the type of its options follows from their schema. */
export function defineSampler<Options extends TObject>(
  sampler: Omit<SamplerPlugin<Options>, 'kind'>,
): SamplerPlugin<Options> {
  return { kind: 'sampler', ...sampler };
}

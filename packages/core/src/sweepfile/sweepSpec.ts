import type { JsonObject } from '../plugin/json.ts';
import type { Space } from '../search/space.ts';
import type { PluginUse } from './configuration.ts';
import type { PluginModules } from './loadPlugins.ts';
import type { SweepFile } from './sweepSchema.ts';

/** A metric that a sweep optimizes. */
export type Objective = SweepFile['metrics'][number];

/** What a sweep searches and optimizes. */
export interface SearchSpec {
  readonly space: Space;
  readonly method: string;
  /** The options of the method. */
  readonly options: JsonObject;
  /** Seed of every random number. */
  readonly seed: number;
  /** How many trials to train, replicates included; absent for a search that ends by itself. */
  readonly trials?: number;
  readonly replicates: number;
  /** The value of the first metric at which the sweep ends. */
  readonly target?: number;
  /** How long the sweep may run, in milliseconds. */
  readonly maxDuration?: number;
  /** The configurations to try first: the given values, by the names of parameters. */
  readonly enqueued: readonly ReadonlyMap<string, number>[];
  readonly metrics: readonly Objective[];
  /** Expressions that every configuration satisfies. */
  readonly constraints: readonly string[];
  /** The pruners, which judge trials by the first metric. */
  readonly earlyTerminate: readonly PluginUse[];
}

/** How a sweep is run. Nothing here changes its results. */
export interface RunSpec {
  /** URL of the engine's module. */
  readonly engine: string;
  readonly workers: number | 'auto';
  /** How long a trial may take, in milliseconds. */
  readonly trialTimeout?: number;
  /** How much memory a worker may use, in bytes. */
  readonly memoryLimit?: number;
  readonly retries: number;
  /** How long a trial waits for its first retry, in milliseconds. */
  readonly retryDelay: number;
  /** How often a trial is saved while it trains, in milliseconds. */
  readonly checkpointEvery: number;
  readonly maxFailedTrials?: number;
}

/** Where a sweep came from. */
export interface SweepOrigin {
  /** The sweep file's path as the user gave it; messages start with it. */
  readonly path: string;
  /** The folder of the sweep file, which paths in it are relative to. */
  readonly folder: string;
  /** The sweep file's text, with overrides in it. */
  readonly yaml: string;
  /** SHA-256 of that text, in hex. */
  readonly hash: string;
  /** The modules of the plugins that the sweep names. */
  readonly modules: PluginModules;
}

/** A valid sweep file as plain data. */
export interface SweepSpec {
  readonly name: string;
  readonly question?: string;
  readonly search: SearchSpec;
  readonly run: RunSpec;
  readonly origin: SweepOrigin;
}

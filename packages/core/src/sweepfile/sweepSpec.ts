import type { JsonObject, JsonValue } from '../plugin/json.ts';
import type { Space } from '../search/space.ts';
import type { PluginUse } from './configuration.ts';
import type { PluginModules } from './loadPlugins.ts';
import type { OBJECTIVES } from './sweepSchema.ts';

/** Something that a sweep selects by. */
export interface Objective {
  readonly name: (typeof OBJECTIVES)[number];
  readonly goal: 'maximize' | 'minimize';
}

/** A sweep file's data, valid and with defaults; what is searched is still as written. */
export interface SweepFile {
  readonly name: string;
  readonly question?: string;
  readonly search: {
    readonly method: string;
    readonly trials?: number;
    readonly seed: number;
    readonly target?: number;
    readonly maxDuration?: string;
    readonly enqueue: readonly JsonObject[];
    readonly [option: string]: JsonValue;
  };
  readonly replicates: number;
  readonly metrics: readonly Objective[];
  readonly constraints: readonly string[];
  readonly earlyTerminate: PluginUse | readonly PluginUse[];
  readonly run: {
    readonly engine: string;
    readonly workers: number | 'auto';
    readonly trialTimeout?: string;
    readonly memoryLimit?: string;
    readonly retries: number;
    readonly retryDelay: string;
    readonly checkpointEvery: string;
    readonly maxFailedTrials?: number;
  };
}

/** What a sweep searches, and what it selects by. */
export interface SearchSpec {
  readonly space: Space;
  readonly method: string;
  /** The options of the method. */
  readonly options: JsonObject;
  /** Seed of every random number. */
  readonly seed: number;
  /** Trainings in all, replicates included; absent for a search that ends by itself. */
  readonly trials?: number;
  readonly replicates: number;
  /** The value of the first metric at which the sweep ends; absent for none. */
  readonly target?: number;
  /** How long the sweep may run, in milliseconds; absent for no limit. */
  readonly maxDuration?: number;
  /** The configurations to try first: the values that were given, by the names of parameters. */
  readonly enqueued: readonly ReadonlyMap<string, number>[];
  readonly metrics: readonly Objective[];
  /** Expressions that every configuration satisfies. */
  readonly constraints: readonly string[];
  /** What ends trials early, judged by the first metric. */
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
  /** The sweep file's path as the user gave it: messages begin with it. */
  readonly path: string;
  /** The folder of the sweep file, against which paths in it are read. */
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

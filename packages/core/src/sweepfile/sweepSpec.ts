import type { JsonObject, JsonValue } from '../plugin/json.ts';
import type { Configured } from '../search/configure.ts';
import type { Constraint } from '../search/constraint/constraint.ts';
import type { Space } from '../search/space.ts';
import type { PluginUse, TrialConfiguration } from './configuration.ts';
import type { PluginModules } from './loadVocabulary.ts';
import type { InvalidSweepError, Problem } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';
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

/** A sweep file, understood. */
export interface SweepSpec {
  readonly name: string;
  readonly question?: string;
  readonly space: Space;
  readonly search: {
    readonly method: string;
    /** Trainings in all, replicates included; absent for a search that ends by itself. */
    readonly trials?: number;
    readonly seed: number;
    /** The value of the first metric at which the sweep ends; absent where it never does. */
    readonly target?: number;
    /** How long the sweep may run, in milliseconds; absent where it may run for ever. */
    readonly maxDuration?: number;
    /** What was given of the configurations to try first: drawn values by the names of parameters. */
    readonly enqueued: readonly ReadonlyMap<string, number>[];
    readonly options: JsonObject;
  };
  readonly replicates: number;
  readonly metrics: readonly Objective[];
  /** What every configuration satisfies. */
  readonly constraints: readonly Constraint[];
  /** What ends trials early, judged by the first metric. */
  readonly earlyTerminate: readonly PluginUse[];
  readonly run: {
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
    /** How often a trial that trains is saved, in milliseconds. */
    readonly checkpointEvery: number;
    readonly maxFailedTrials?: number;
  };
  readonly modules: PluginModules;
  /** The sweep file's path as the user gave it: messages begin with it. */
  readonly path: string;
  /** The folder of the sweep file, against which paths in it are read. */
  readonly folder: string;
  /** The sweep file's text, with overrides in it. */
  readonly yaml: string;
  /** SHA-256 of that text, in hex. */
  readonly hash: string;
  /** The error of a value at a path in the sweep file. */
  invalid(problem: SchemaProblem): InvalidSweepError;
  /** Completes one configuration with defaults, or says what is wrong with it and where in the file that stands. */
  complete(
    configured: Configured,
  ): { readonly configuration: TrialConfiguration } | { readonly problems: readonly Problem[] };
}

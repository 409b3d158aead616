import type { StopRule } from '../../search/stopRule.ts';
import type { TrialRecord } from '../../store/write/records.ts';
import type { TrialConfiguration } from '../../sweepfile/configuration.ts';
import type { PluginModules } from '../../sweepfile/loadPlugins.ts';
import type { Objective } from '../../sweepfile/sweepSpec.ts';

/** A trial as a worker trains it. */
export interface JobTrial {
  /** The trial's number in its sweep. */
  readonly number: number;
  /** From 1. */
  readonly attempt: number;
  readonly seed: number;
  readonly configuration: TrialConfiguration;
  /** The epoch after which it pauses to be compared; its end where absent or beyond the end. */
  readonly until?: number;
  /** Where it resumes; its beginning where absent. */
  readonly from?: Waypoint;
  /** What ends it early; absent where nothing does. */
  readonly stopRules?: StopRules;
}

/** Where a trial was saved. */
export interface Waypoint {
  /** Epochs trained. */
  readonly epoch: number;
  /** The session as it was saved then. */
  readonly checkpoint: Uint8Array;
  /** The losses that stop rules judge, after each of these epochs. */
  readonly losses: readonly number[];
}

/** Rules that end a trial early, and the objective whose values they judge. */
export interface StopRules {
  readonly objective: Objective;
  readonly rules: readonly StopRule[];
}

/** Trials of one structure for one worker, as plain data: everything needed to train them. */
export interface Job {
  /** URL of the engine's module. */
  readonly engine: string;
  /** How often a trial is saved while it trains, in milliseconds; never where absent. */
  readonly checkpointEvery?: number;
  readonly modules: PluginModules;
  /** The folder of the sweep file. */
  readonly folder: string;
  /** Seed of the data and its split, the same for every trial of the sweep. */
  readonly dataSeed: number;
  readonly trials: readonly JobTrial[];
}

/** A worker died or was killed while it trained a trial or was about to. */
export interface TrialLost {
  readonly type: 'lost';
  readonly trial: number;
  /** `limit`: the trial exceeded its time, as it would again. `death`: its worker died. */
  readonly cause: 'limit' | 'death';
  readonly reason: string;
}

/** Runs jobs, here or elsewhere. */
export interface Executor {
  /**
   * Runs a job and yields its records as they come. If the worker dies, the last record is `lost`, and the trials after
   * the lost one are not run. After `stop`, the current trial may not have ended when the job does.
   */
  run(job: Job): AsyncIterable<TrialRecord | TrialLost>;
  /** Asks every worker to stop at the end of its epoch. No job may be run afterwards. */
  stop(): void;
  /** Kills every worker. No job may be run afterwards. */
  close(): void;
}

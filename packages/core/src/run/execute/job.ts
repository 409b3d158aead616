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
  /** The epoch after which it waits to be compared; to the end where absent or past the end. */
  readonly until?: number;
  /** Where it goes on; at its beginning where absent. */
  readonly from?: Waypoint;
  /** What it is judged by after each epoch; not at all where absent. */
  readonly judgement?: Judgement;
}

/** Where a trial waited. */
export interface Waypoint {
  /** Epochs trained. */
  readonly epoch: number;
  /** The session as it was saved then. */
  readonly checkpoint: Uint8Array;
  /** The losses that it is judged by, after each of these epochs. */
  readonly losses: readonly number[];
}

/** Rules that end a trial early, and the objective of which they judge it by. */
export interface Judgement {
  readonly objective: Objective;
  readonly rules: readonly StopRule[];
}

/** Trials of one structure for one worker, as plain JSON: all that it needs to know to train them. */
export interface Job {
  /** URL of the engine's module. */
  readonly engine: string;
  /** How often a trial that trains is saved, in milliseconds; never where absent. */
  readonly checkpointEvery?: number;
  readonly modules: PluginModules;
  /** The folder of the sweep file. */
  readonly folder: string;
  /** Seed of the data and its split, the same for every trial of the sweep. */
  readonly dataSeed: number;
  readonly trials: readonly JobTrial[];
}

/** A worker died, or was ended, on a trial: while it trained it or was about to. */
export interface TrialLost {
  readonly type: 'lost';
  readonly trial: number;
  /** Whether it took longer than it may, as it would again, or its worker died. */
  readonly cause: 'limit' | 'death';
  readonly reason: string;
}

/** Runs jobs, here or elsewhere. */
export interface Executor {
  /**
   * Runs a job and yields its records as they come. When its worker dies, the last record is `lost`, and the trials
   * after that one are not run; when `stop` was called, it ends before the trial that it was on has ended.
   */
  run(job: Job): AsyncIterable<TrialRecord | TrialLost>;
  /** Asks every worker to stop at the end of its epoch. No job is run afterwards. */
  stop(): void;
  /** Ends every worker at once. No job is run afterwards. */
  close(): void;
}

import type { LayerWeights } from '../../plugin/engine.ts';
import type { JsonObject } from '../../plugin/json.ts';
import type { Measurement } from '../../plugin/measurement.ts';

/** The status of a sweep. */
export type SweepStatus = 'running' | 'finished' | 'interrupted' | 'failed';

/** The status of a trial: `stopped` ended early on purpose, `diverged` because of a number that is not finite. */
export type TrialStatus = 'pending' | 'running' | 'finished' | 'stopped' | 'diverged' | 'failed';

/** The plan of a trial. */
export interface PlannedTrial {
  /** Position in the sweep, from 0. */
  readonly number: number;
  /** Index of its configuration, from 0; replicates share one. */
  readonly configurationIndex: number;
  /** Index among the replicates of the configuration, from 0. */
  readonly replicate: number;
  /** The drawn values by parameter name. */
  readonly parameters: JsonObject;
  /** Seed of every random number in the trial, from 0 to 2^32 - 1. */
  readonly seed: number;
}

/** A trial started. */
export interface TrialStarted {
  readonly type: 'started';
  readonly trial: number;
  /** From 1; more after a worker died on it. */
  readonly attempt: number;
}

/** A trial trained one more epoch. */
export interface EpochTrained {
  readonly type: 'epoch';
  readonly trial: number;
  /** From 1. */
  readonly epoch: number;
  readonly measurements: readonly Measurement[];
}

/** A trial paused, to be compared with others; it may not continue. */
export interface TrialPaused {
  readonly type: 'paused';
  readonly trial: number;
  /** Epochs trained. */
  readonly epoch: number;
  /** Measurements of its present weights. */
  readonly measurements: readonly Measurement[];
  readonly weights: readonly LayerWeights[];
  /** The saved session, from which it continues. */
  readonly checkpoint: Uint8Array;
}

/** A trial was saved while it trained, to continue from here if it is interrupted. */
export interface TrialSaved {
  readonly type: 'saved';
  readonly trial: number;
  /** Epochs trained. */
  readonly epoch: number;
  /** The saved session. */
  readonly checkpoint: Uint8Array;
}

/** A paused or interrupted trial continues from its checkpoint; measurements since then, or of a pause, are deleted. */
export interface TrialResumed {
  readonly type: 'resumed';
  readonly trial: number;
  /** Epochs trained at the checkpoint. */
  readonly epoch: number;
  /** From 1; more after a worker died on it. */
  readonly attempt: number;
}

/** A trial ended. */
export interface TrialEnded {
  readonly type: 'ended';
  readonly trial: number;
  readonly status: Exclude<TrialStatus, 'pending' | 'running'>;
  /** Epochs trained. */
  readonly epochs: number;
  /** Why it failed or diverged. */
  readonly error?: string;
  /** Why it ended before its last epoch although nothing went wrong. */
  readonly stopReason?: string;
  /** Measurements of the final weights. */
  readonly measurements: readonly Measurement[];
  readonly weights?: readonly LayerWeights[];
}

/** An event in a trial, which executors yield and the store keeps. */
export type TrialRecord = TrialStarted | EpochTrained | TrialSaved | TrialPaused | TrialResumed | TrialEnded;

/** A record and the time when it arrived. */
export interface StampedRecord {
  readonly record: TrialRecord;
  readonly at: Date;
}

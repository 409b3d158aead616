import type { LayerWeights } from '../../plugin/engine.ts';
import type { JsonObject } from '../../plugin/json.ts';
import type { Measurement } from '../../plugin/measurement.ts';

/** How a sweep stands. */
export type SweepStatus = 'running' | 'finished' | 'interrupted' | 'failed';

/** How a trial stands: `stopped` ended early on purpose, `diverged` met a number that is not finite. */
export type TrialStatus = 'pending' | 'running' | 'finished' | 'stopped' | 'diverged' | 'failed';

/** A trial as it is planned. */
export interface PlannedTrial {
  /** Position in the sweep, from 0. */
  readonly number: number;
  /** Which configuration it trains, from 0; replicates share one. */
  readonly configurationIndex: number;
  /** Which of the configuration's replicates it is, from 0. */
  readonly replicate: number;
  /** The drawn values by parameter name. */
  readonly parameters: JsonObject;
  /** Seed of every random number in the trial, from 0 to 2^32 - 1. */
  readonly seed: number;
}

/** A trial began. */
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

/** A trial waits, to be compared with others; it may end here. */
export interface TrialPaused {
  readonly type: 'paused';
  readonly trial: number;
  /** Epochs trained. */
  readonly epoch: number;
  /** What was measured on the weights that it has now. */
  readonly measurements: readonly Measurement[];
  readonly weights: readonly LayerWeights[];
  /** The saved session, from which it goes on. */
  readonly checkpoint: Uint8Array;
}

/** A trial was saved while it trained, to go on from here if it is cut off. */
export interface TrialSaved {
  readonly type: 'saved';
  readonly trial: number;
  /** Epochs trained. */
  readonly epoch: number;
  /** The saved session. */
  readonly checkpoint: Uint8Array;
}

/** A trial that waited or was cut off goes on from its checkpoint: what was measured since, or at a pause, is gone. */
export interface TrialResumed {
  readonly type: 'resumed';
  readonly trial: number;
  /** Epochs trained before. */
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
  /** What was measured on the final weights. */
  readonly measurements: readonly Measurement[];
  readonly weights?: readonly LayerWeights[];
}

/** What executors yield and the store keeps. */
export type TrialRecord = TrialStarted | EpochTrained | TrialSaved | TrialPaused | TrialResumed | TrialEnded;

/** A record and when it came. */
export interface StampedRecord {
  readonly record: TrialRecord;
  readonly at: Date;
}

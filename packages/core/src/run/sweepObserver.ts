import type { SweepStatus, TrialRecord } from '../store/records.ts';
import type { RunnableTrial } from './planTrials.ts';

/** Is told how a sweep goes on. */
export interface SweepObserver {
  /** More trials were planned. */
  planned?(trials: readonly RunnableTrial[]): void;
  /** A record came, and will be stored. */
  recorded?(record: TrialRecord): void;
  /** A worker died; whether the trial is tried again. */
  lost?(trial: number, reason: string, retried: boolean): void;
}

/** How a sweep can end: `failed` when more trials failed than it allows. */
export type SweepEnd = Exclude<SweepStatus, 'running'>;

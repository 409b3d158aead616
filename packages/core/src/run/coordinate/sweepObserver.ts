import type { SweepStatus, TrialEnded, TrialRecord } from '../../store/write/records.ts';
import type { RunnableTrial } from '../plan/planTrials.ts';

/** Is told how a sweep goes on. */
export interface SweepObserver {
  /** More trials were planned. */
  planned?(trials: readonly RunnableTrial[]): void;
  /** A planned trial had ended when an earlier process was interrupted. */
  recalled?(end: TrialEnded): void;
  /** A record came, and is stored. */
  recorded?(record: TrialRecord): void;
  /** A worker died; whether the trial is tried again. */
  lost?(trial: number, reason: string, retried: boolean): void;
}

/** How a sweep can end: `failed` when more trials failed than it allows. */
export type SweepEnd = Exclude<SweepStatus, 'running'>;

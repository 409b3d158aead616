import type { SweepStatus, TrialEnded, TrialRecord } from '../../store/write/records.ts';
import type { RunnableTrial } from '../plan/planTrials.ts';

/** Is told of a sweep's progress. */
export interface SweepObserver {
  /** More trials were planned. */
  planned?(trials: readonly RunnableTrial[]): void;
  /** A planned trial had ended in an earlier process. */
  replayed?(end: TrialEnded): void;
  /** A record was stored. */
  recorded?(record: TrialRecord): void;
  /** A worker died on a trial, which is retried or fails. */
  lost?(trial: number, reason: string, retried: boolean): void;
}

/** How a sweep ends: `failed` when more trials failed than it allows. */
export type SweepEnd = Exclude<SweepStatus, 'running'>;

import type { TrialStatus } from '../../store/write/records.ts';
import type { Judgement, Waypoint } from '../execute/job.ts';
import type { TrialScores } from '../plan/objectives.ts';
import type { RunnableTrial } from '../plan/planTrials.ts';

/** A stretch of a trial's training: from its beginning or a pause, to its end or the next. */
export interface Leg {
  readonly trial: RunnableTrial;
  /** From 1; more after a worker died on the trial. */
  readonly attempt: number;
  /** The epoch after which it pauses; its last where absent. */
  readonly until?: number;
  /** Where it was saved before; its checkpoint is in the store. */
  readonly from?: Omit<Waypoint, 'checkpoint'>;
  /** What the trial is judged by; absent where nothing ends trials early. */
  readonly judgement?: Judgement;
}

/** How a leg ended. */
export interface LegEnd {
  readonly leg: Leg;
  readonly status: Exclude<TrialStatus, 'pending' | 'running'> | 'paused';
  /** Epochs trained. */
  readonly epochs: number;
  readonly scores: TrialScores;
  /** The losses that the trial is judged by, after each epoch. */
  readonly curve: readonly number[];
}

/** How many epochs a leg has, at most. */
export function legEpochs({ trial, until, from }: Leg): number {
  const { epochs } = trial.configuration.train;
  return Math.min(until ?? epochs, epochs) - (from?.epoch ?? 0);
}

import { SparsweepError } from '../../plugin/errors.ts';
import type { StoredTrial } from '../../store/read/readStoredTrials.ts';
import type { TrialEnded } from '../../store/write/records.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import type { Objective, SweepSpec } from '../../sweepfile/sweepSpec.ts';
import { objectiveLoss, objectiveMetric, trialScores } from '../plan/objectives.ts';
import type { Leg, LegEnd } from './segment.ts';

/** What an earlier process left of a trial. */
export interface PastTrial extends Pick<StoredTrial, 'attempt' | 'pausedEpoch' | 'checkpointEpoch' | 'measurements'> {
  /** How it ended; absent where it did not. */
  readonly ended?: TrialEnded;
  /** The losses that it is judged by, after each epoch; empty where nothing ends trials early. */
  readonly curve: readonly number[];
}

/** What earlier processes left of a sweep's trials, by number. */
export type Past = ReadonlyMap<number, PastTrial>;

/** Reads what earlier processes left of a sweep. */
export function readPast({ search }: SweepSpec, writer: SweepWriter, trials: readonly StoredTrial[]): Past {
  const [objective] = search.metrics;
  const isJudged = search.earlyTerminate.length > 0 && objective !== undefined;
  const epochs = isJudged ? writer.storedEpochs([objectiveMetric(objective)]) : undefined;
  return new Map(
    trials.map((trial) => {
      const { number, attempt, pausedEpoch, checkpointEpoch, measurements } = trial;
      const curve = isJudged ? (epochs?.get(number) ?? []).map((epoch) => objectiveLoss(objective, epoch)) : [];
      const ended = endOf(trial);
      return [number, { attempt, pausedEpoch, checkpointEpoch, measurements, curve, ...(ended && { ended }) }];
    }),
  );
}

function endOf({ number, status, stoppedEpoch, error, stopReason, measurements }: StoredTrial): TrialEnded | undefined {
  if (status === 'pending' || status === 'running') return undefined;
  if (stoppedEpoch === null) throw new SparsweepError('invalid-data', `trial ${number} ended after an unknown epoch`);
  return {
    type: 'ended',
    trial: number,
    status,
    epochs: stoppedEpoch,
    ...(error === null ? {} : { error }),
    ...(stopReason === null ? {} : { stopReason }),
    measurements,
  };
}

/** How a leg ended in an earlier process; undefined where it did not. */
export function pastEnd(leg: Leg, past: PastTrial, metrics: readonly Objective[]): LegEnd | undefined {
  const scores = trialScores(metrics, past.measurements);
  const { until } = leg;
  if (until !== undefined && past.pausedEpoch !== null && until <= past.pausedEpoch) {
    return { leg, status: 'paused', epochs: until, scores, curve: past.curve.slice(0, until) };
  }
  if (past.ended === undefined) return undefined;
  const { status, epochs } = past.ended;
  return { leg, status, epochs, scores, curve: past.curve };
}

/** A leg as it goes on: from the last checkpoint, in the attempt that was cut off. */
export function pastLeg(leg: Leg, { attempt, checkpointEpoch, curve }: PastTrial): Leg {
  const continued = { ...leg, attempt: Math.max(leg.attempt, attempt) };
  if (checkpointEpoch === null) return continued;
  return { ...continued, from: { epoch: checkpointEpoch, losses: curve.slice(0, checkpointEpoch) } };
}

/** Whether a trial that waited after an epoch went on from there; undefined where that was not decided. */
export function wentOn({ pausedEpoch, checkpointEpoch, ended }: PastTrial, epoch: number): boolean | undefined {
  if (Math.max(pausedEpoch ?? 0, checkpointEpoch ?? 0) > epoch) return true;
  // What is stopped by a comparison ends with the epoch after which it waited; what goes on may fail right there.
  return ended && !(ended.status === 'stopped' && ended.epochs === epoch);
}

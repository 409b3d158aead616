import { SparsweepError } from '../../plugin/errors.ts';
import type { StoredTrial } from '../../store/read/readTrials.ts';
import type { TrialEnded } from '../../store/write/records.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import type { Objective, SearchSpec } from '../../sweepfile/sweepSpec.ts';
import { objectiveLoss, objectiveMetric, trialScores } from '../plan/objectives.ts';
import type { Segment, SegmentEnd } from './segment.ts';

/** What an earlier process left of a trial. */
interface ReplayedTrial extends Pick<StoredTrial, 'attempt' | 'pausedEpoch' | 'checkpointEpoch' | 'measurements'> {
  /** How it ended; absent where it did not. */
  readonly ended?: TrialEnded;
  /** The losses that stop rules judge, after each epoch; empty where nothing ends trials early. */
  readonly curve: readonly number[];
}

/**
 * Replays what earlier processes left of a sweep: segments that ended are answered from the store, and the others go on
 * from their checkpoints.
 */
export class Replay {
  readonly #metrics: readonly Objective[];
  /** The trials that this process has not trained yet, by number. */
  readonly #trials: Map<number, ReplayedTrial>;

  private constructor(metrics: readonly Objective[], trials: Map<number, ReplayedTrial>) {
    this.#metrics = metrics;
    this.#trials = trials;
  }

  /** A replay of nothing, for a sweep that begins. */
  static empty(): Replay {
    return new Replay([], new Map());
  }

  /**
   * Reads what earlier processes left.
   *
   * @throws SparsweepError `invalid-data` for a trial that ended after an unknown epoch.
   */
  static read({ metrics, earlyTerminate }: SearchSpec, writer: SweepWriter, stored: readonly StoredTrial[]): Replay {
    const [objective] = earlyTerminate.length > 0 ? metrics : [];
    const epochs = objective && writer.storedEpochs([objectiveMetric(objective)]);
    const trials = stored.map((trial): [number, ReplayedTrial] => {
      const { number, attempt, pausedEpoch, checkpointEpoch, measurements } = trial;
      const curve = objective ? (epochs?.get(number) ?? []).map((epoch) => objectiveLoss(objective, epoch)) : [];
      const ended = endedRecord(trial);
      return [number, { attempt, pausedEpoch, checkpointEpoch, measurements, curve, ...(ended && { ended }) }];
    });
    return new Replay(metrics, new Map(trials));
  }

  /** How a segment ended in an earlier process; undefined where it did not, and is trained now. */
  end(segment: Segment): SegmentEnd | undefined {
    const trial = this.#trials.get(segment.trial.number);
    if (trial === undefined) return undefined;
    const scores = trialScores(this.#metrics, trial.measurements);
    const { until } = segment;
    if (until !== undefined && trial.pausedEpoch !== null && until <= trial.pausedEpoch) {
      return { segment, status: 'paused', epochs: until, scores, curve: trial.curve.slice(0, until) };
    }
    if (trial.ended === undefined) return undefined;
    const { status, epochs } = trial.ended;
    return { segment, status, epochs, scores, curve: trial.curve };
  }

  /** The segment as it goes on: from its last checkpoint, in the attempt that was cut off. It is trained from now on. */
  resume(segment: Segment): Segment {
    const { number } = segment.trial;
    const trial = this.#trials.get(number);
    this.#trials.delete(number);
    if (trial === undefined) return segment;
    const resumed = { ...segment, attempt: Math.max(segment.attempt, trial.attempt) };
    const { checkpointEpoch, curve } = trial;
    if (checkpointEpoch === null) return resumed;
    return { ...resumed, from: { epoch: checkpointEpoch, losses: curve.slice(0, checkpointEpoch) } };
  }

  /** The record of how a trial ended in an earlier process; undefined where it did not. */
  endedRecord(trial: number): TrialEnded | undefined {
    return this.#trials.get(trial)?.ended;
  }

  /** Whether an earlier process let a trial go on after it paused at an epoch; undefined where that was not decided. */
  wentOn(trial: number, epoch: number): boolean | undefined {
    const found = this.#trials.get(trial);
    if (found === undefined) return undefined;
    const { pausedEpoch, checkpointEpoch, ended } = found;
    if (Math.max(pausedEpoch ?? 0, checkpointEpoch ?? 0) > epoch) return true;
    // A trial that a comparison stopped ended with the epoch at which it paused; one that went on may have failed there.
    return ended && !(ended.status === 'stopped' && ended.epochs === epoch);
  }
}

function endedRecord({
  number,
  status,
  stoppedEpoch,
  error,
  stopReason,
  measurements,
}: StoredTrial): TrialEnded | undefined {
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

import type { TrialRecord, TrialStatus } from '../../store/write/records.ts';
import type { Objective } from '../../sweepfile/sweepSpec.ts';
import type { StopRules, Waypoint } from '../execute/job.ts';
import { objectiveLoss, type TrialScores, trialScores } from '../plan/objectives.ts';
import type { RunnableTrial } from '../plan/planTrials.ts';

/** A stretch of a trial's training: from its beginning or a pause, to its end or the next pause. */
export interface Segment {
  readonly trial: RunnableTrial;
  /** From 1; more after a worker died on the trial. */
  readonly attempt: number;
  /** The epoch after which it pauses; its last where absent. */
  readonly until?: number;
  /** Where it was last saved; the checkpoint itself is in the store. */
  readonly from?: Omit<Waypoint, 'checkpoint'>;
  /** What ends the trial early; absent where nothing does. */
  readonly stopRules?: StopRules;
}

/** How a segment ended. */
export interface SegmentEnd {
  readonly segment: Segment;
  readonly status: Exclude<TrialStatus, 'pending' | 'running'> | 'paused';
  /** Epochs trained. */
  readonly epochs: number;
  readonly scores: TrialScores;
  /** The losses that stop rules judge, after each epoch. */
  readonly curve: readonly number[];
}

/** The most epochs that a segment can have. */
export function segmentEpochs({ trial, until, from }: Segment): number {
  const { epochs } = trial.configuration.train;
  return Math.min(until ?? epochs, epochs) - (from?.epoch ?? 0);
}

/** A segment that waits or is being trained, and how far it is. */
export class OpenSegment {
  /** Resolves when the segment is closed: with how it ended, or with undefined if the sweep stopped first. */
  readonly closed: Promise<SegmentEnd | undefined>;
  readonly #metrics: readonly Objective[];
  readonly #close: (end: SegmentEnd | undefined) => void;
  #segment: Segment;
  /** The losses after each epoch so far. */
  #curve: number[];

  /** @param metrics what trials are scored by. */
  constructor(segment: Segment, metrics: readonly Objective[]) {
    const { promise, resolve } = Promise.withResolvers<SegmentEnd | undefined>();
    this.closed = promise;
    this.#close = resolve;
    this.#metrics = metrics;
    this.#segment = segment;
    this.#curve = [...(segment.from?.losses ?? [])];
  }

  /** The segment as it would go on now: from where it was last saved. */
  get segment(): Segment {
    return this.#segment;
  }

  /** Follows the training. Returns how the segment ended once it has; it is closed then. */
  note(record: TrialRecord): SegmentEnd | undefined {
    const segment = this.#segment;
    switch (record.type) {
      case 'started':
      case 'resumed':
        this.#curve = [...(segment.from?.losses ?? [])];
        return undefined;
      case 'epoch':
        if (segment.stopRules) this.#curve.push(objectiveLoss(segment.stopRules.objective, record.measurements));
        return undefined;
      case 'saved':
        this.#segment = { ...segment, from: { epoch: record.epoch, losses: [...this.#curve] } };
        return undefined;
      case 'paused':
        return this.#end('paused', record.epoch, record);
      case 'ended':
        return this.#end(record.status, record.epochs, record);
    }
  }

  /** Begins the next attempt, after a worker died on the trial. */
  retry(): void {
    this.#segment = { ...this.#segment, attempt: this.#segment.attempt + 1 };
  }

  /** Closes the segment if it has not ended: nothing trains it any more. */
  abandon(): void {
    this.#close(undefined);
  }

  #end(
    status: SegmentEnd['status'],
    epochs: number,
    { measurements }: TrialRecord & { type: 'paused' | 'ended' },
  ): SegmentEnd {
    const scores = trialScores(this.#metrics, measurements);
    const end = { segment: this.#segment, status, epochs, scores, curve: this.#curve };
    this.#close(end);
    return end;
  }
}

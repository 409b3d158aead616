import { setTimeout as wait } from 'node:timers/promises';
import type { TrialRecord } from '../../store/write/records.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import type { SweepSpec } from '../../sweepfile/sweepSpec.ts';
import type { Executor, Job, JobTrial, TrialLost } from '../execute/job.ts';
import { JobQueue } from './jobQueue.ts';
import { RecordBuffer } from './recordBuffer.ts';
import { OpenSegment, type Segment, type SegmentEnd } from './segment.ts';
import type { SweepObserver } from './sweepObserver.ts';

/** What trials are run with. */
export interface TrialRunnerSettings {
  readonly spec: SweepSpec;
  readonly writer: SweepWriter;
  readonly executor: Executor;
  /** How many jobs run at once. */
  readonly workers: number;
  readonly now: () => Date;
  /** Aborted when the sweep is to stop at the end of the running epochs. */
  readonly signal: AbortSignal;
  readonly observer: SweepObserver;
  /** Is told how each segment ended, as soon as it has. */
  readonly ended: (end: SegmentEnd) => void;
}

/**
 * Trains segments of trials: the job queue decides which are next, the record buffer stores what comes, and this class
 * tries again what was lost.
 */
export class TrialRunner {
  readonly #settings: TrialRunnerSettings;
  readonly #queue: JobQueue;
  readonly #buffer: RecordBuffer;
  readonly #breakdown = new AbortController();
  readonly #stopping: AbortSignal;

  constructor(settings: TrialRunnerSettings) {
    const { writer, workers, signal, executor, observer } = settings;
    this.#settings = settings;
    this.#queue = new JobQueue(workers, (job) => this.#run(job));
    this.#buffer = new RecordBuffer(writer, (record) => observer.recorded?.(record));
    this.#stopping = AbortSignal.any([signal, this.#breakdown.signal]);
    this.#stopping.addEventListener('abort', () => {
      executor.stop();
      for (const open of this.#queue.stop()) open.abandon();
    });
  }

  /** Whether no segment begins any more: the sweep is being stopped, or something broke. */
  get isStopping(): boolean {
    return this.#stopping.aborted;
  }

  /**
   * Trains segments, at most one of each trial. May be called while others are trained.
   *
   * @returns how those ended that did before the sweep was stopped.
   * @throws what the store or the observer threw, when all workers have ended.
   */
  async run(segments: readonly Segment[]): Promise<readonly SegmentEnd[]> {
    if (this.isStopping) return [];
    const open = segments.map((segment) => new OpenSegment(segment, this.#settings.spec.search.metrics));
    this.#queue.add(open);
    const ends = await Promise.all(open.map(({ closed }) => closed));
    if (this.#breakdown.signal.aborted) {
      await this.#queue.idle();
      throw this.#breakdown.signal.reason;
    }
    return ends.filter((end) => end !== undefined);
  }

  /** Ends a trial that paused. */
  stop({ segment, epochs }: SegmentEnd, stopReason: string): void {
    const { number: trial } = segment.trial;
    const record = { type: 'ended', trial, status: 'stopped', epochs, stopReason, measurements: [] } as const;
    this.#buffer.add({ record, at: this.#settings.now() });
  }

  /** Stores every record that came. */
  flush(): void {
    this.#buffer.flush();
  }

  async #run(job: readonly OpenSegment[]): Promise<void> {
    try {
      await this.#train(job);
    } catch (thrown) {
      // Records can no longer be stored, or nobody can be told: further training would be lost.
      this.#breakdown.abort(thrown);
      this.#settings.executor.close();
    }
    // Segments that have ended are closed already.
    if (this.isStopping) for (const open of job) open.abandon();
  }

  async #train(job: readonly OpenSegment[]): Promise<void> {
    const { spec, writer, executor, now } = this.#settings;
    const byTrial = new Map(job.map((open) => [open.segment.trial.number, open]));
    // The checkpoints that the job goes on from are read from the store.
    this.#buffer.flush();
    let [startedAt, before, epoch] = [now(), 0, 0];
    for await (const record of executor.run(jobOf(spec, job, writer))) {
      const at = now();
      const open = byTrial.get(record.trial);
      switch (record.type) {
        case 'lost':
          this.#recover(record, epoch, job);
          continue;
        case 'started':
        case 'resumed':
          startedAt = at;
          before = epoch = record.type === 'resumed' ? record.epoch : 0;
          break;
        case 'epoch':
          epoch = record.epoch;
          break;
        case 'paused':
        case 'ended': {
          const seconds = (at.getTime() - startedAt.getTime()) / 1000;
          if (open !== undefined) this.#queue.recordTime(open.segment.trial.structureKey, seconds, epoch - before);
        }
      }
      this.#keep(record, at, open);
    }
  }

  #keep(record: TrialRecord, at: Date, open: OpenSegment | undefined): void {
    this.#buffer.add({ record, at });
    const end = open?.note(record);
    if (end !== undefined) this.#settings.ended(end);
  }

  /** Requeues what a dead worker had left of its job, and retries the trial that it died on or records its failure. */
  #recover({ trial, cause, reason }: TrialLost, epochs: number, job: readonly OpenSegment[]): void {
    // A sweep that is being stopped leaves its trials to the process that resumes it.
    if (this.isStopping) return;
    const { spec, observer, now } = this.#settings;
    const index = job.findIndex(({ segment }) => segment.trial.number === trial);
    const open = job[index];
    const attempt = open?.segment.attempt ?? 1;
    const isRetried = cause === 'death' && attempt <= spec.run.retries;
    // The observer hears of the trial's records first.
    this.#buffer.flush();
    observer.lost?.(trial, reason, isRetried);
    this.#queue.requeue(job.slice(index + 1));
    if (isRetried && open !== undefined) void this.#retry(open, retryDelay(spec.run.retryDelay, attempt));
    else this.#keep({ type: 'ended', trial, status: 'failed', epochs, error: reason, measurements: [] }, now(), open);
  }

  /** Waits first: what brought the worker down, such as a lack of memory, may have passed by then. */
  async #retry(open: OpenSegment, delay: number): Promise<void> {
    open.retry();
    await wait(delay, undefined, { signal: this.#stopping }).catch(() => {});
    if (this.isStopping) open.abandon();
    else this.#queue.add([open]);
  }
}

/** Retries wait at most this long, in milliseconds, unless a longer wait was asked for. */
const LONGEST_DELAY = 60_000;

/**
 * How long a trial waits for its next attempt, in milliseconds: twice as long after each.
 *
 * @param first the wait after the first attempt, in milliseconds.
 * @param attempt the one that was lost, from 1.
 */
export function retryDelay(first: number, attempt: number): number {
  return Math.min(first * 2 ** (attempt - 1), Math.max(first, LONGEST_DELAY));
}

/** The job of some segments, as plain data for a worker. */
function jobOf({ run, origin, search }: SweepSpec, job: readonly OpenSegment[], store: Checkpoints): Job {
  return {
    engine: run.engine,
    checkpointEvery: run.checkpointEvery,
    modules: origin.modules,
    folder: origin.folder,
    dataSeed: search.seed,
    trials: job.map(({ segment }) => jobTrial(segment, store)),
  };
}

type Checkpoints = Pick<SweepWriter, 'checkpoint'>;

function jobTrial({ trial, attempt, until, from, stopRules }: Segment, store: Checkpoints): JobTrial {
  const { number, seed, configuration } = trial;
  const checkpoint = from && store.checkpoint(number);
  if (from !== undefined && checkpoint === undefined) throw new RangeError(`trial ${number} was never saved`);
  return {
    number,
    attempt,
    seed,
    configuration,
    ...(until === undefined ? {} : { until }),
    ...(from === undefined || checkpoint === undefined ? {} : { from: { ...from, checkpoint } }),
    ...(stopRules === undefined ? {} : { stopRules }),
  };
}

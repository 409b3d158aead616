import { setTimeout as wait } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { TrialRecord } from '../../store/write/records.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import type { SweepSpec } from '../../sweepfile/sweepSpec.ts';
import type { Executor, TrialLost } from '../execute/job.ts';
import { jobOf } from './jobOf.ts';
import { OpenLegs } from './openSegments.ts';
import { RecordBuffer } from './recordBuffer.ts';
import { type Past, type PastTrial, pastEnd, pastLeg } from './replayedTrial.ts';
import { retryDelay } from './retryDelay.ts';
import type { Leg, LegEnd } from './segment.ts';
import type { SweepObserver } from './sweepObserver.ts';
import { TrialQueue } from './trialQueue.ts';

/** What trials are run with. */
export interface TrialRunnerSettings {
  readonly spec: SweepSpec;
  readonly writer: SweepWriter;
  readonly executor: Executor;
  readonly workers: number;
  readonly now: () => Date;
  /** Aborted when the sweep is to stop at the end of the running epochs. */
  readonly signal: AbortSignal;
  readonly observer: SweepObserver;
  /** What earlier processes left: what has ended is not trained again, and the rest goes on from its checkpoints. */
  readonly past: Past;
  /** Is told how each leg ended. */
  readonly ended: (end: LegEnd) => void;
}

/** Trains legs of trials with as many jobs at once as there are workers; stores every record; retries what was lost. */
export class TrialRunner {
  readonly #settings: TrialRunnerSettings;
  readonly #buffer: RecordBuffer;
  readonly #queue: TrialQueue;
  readonly #pool: PQueue;
  readonly #legs: OpenLegs;
  /** Of the trials that this process has not trained. */
  readonly #past: Map<number, PastTrial>;
  readonly #giveUp = new AbortController();
  /** Aborted when no leg is begun any more. */
  readonly #stopping: AbortSignal;
  #failures = 0;
  #breakdown: { readonly thrown: unknown } | undefined;

  constructor(settings: TrialRunnerSettings) {
    const { writer, workers, spec, past, signal, executor, observer } = settings;
    this.#settings = settings;
    this.#buffer = new RecordBuffer(writer, (record) => observer.recorded?.(record));
    this.#queue = new TrialQueue(workers);
    this.#pool = new PQueue({ concurrency: workers });
    this.#legs = new OpenLegs(spec.search.metrics);
    this.#past = new Map(past);
    this.#stopping = AbortSignal.any([signal, this.#giveUp.signal]);
    this.#stopping.addEventListener('abort', () => executor.stop(), { once: true });
  }

  /** Whether no leg is begun any more: the sweep is being stopped, failed too often, or something broke. */
  get isStopping(): boolean {
    return this.#stopping.aborted;
  }

  /** Whether more trials failed than the sweep allows. */
  get hasFailedTooOften(): boolean {
    return this.#failures > (this.#settings.spec.run.maxFailedTrials ?? Number.POSITIVE_INFINITY);
  }

  /**
   * Trains legs, at most one of each trial; may be called while others are trained.
   *
   * @returns how those ended that did before the sweep was stopped.
   * @throws what the store or the observer threw, when all workers have ended.
   */
  async run(legs: readonly Leg[]): Promise<readonly LegEnd[]> {
    const recalled = legs.map((leg) => this.#recall(leg));
    const ends = recalled.map((leg) => ('trial' in leg ? this.#legs.open(leg) : leg));
    this.#put(recalled.filter((leg) => 'trial' in leg));
    const ended = await Promise.all(ends);
    if (this.#breakdown !== undefined) {
      await this.#pool.onIdle();
      throw this.#breakdown.thrown;
    }
    return ended.filter((end) => end !== undefined);
  }

  /** What an earlier process left of a trial that this one has not trained. */
  past(trial: number): PastTrial | undefined {
    return this.#past.get(trial);
  }

  /** Ends a trial that paused. */
  stop({ leg, epochs }: LegEnd, stopReason: string): void {
    const { number: trial } = leg.trial;
    const past = this.#past.get(trial)?.ended;
    if (past !== undefined) this.#settings.observer.recalled?.(past);
    else {
      const end = { type: 'ended', trial, status: 'stopped', epochs, stopReason, measurements: [] } as const;
      this.#buffer.add({ record: end, at: this.#settings.now() });
    }
  }

  /** Stores every record that came. */
  flush(): void {
    this.#buffer.flush();
  }

  /** How a leg ended in an earlier process or, where it did not, the leg as it goes on. */
  #recall(leg: Leg): LegEnd | Leg {
    const { number } = leg.trial;
    const past = this.#past.get(number);
    if (past === undefined) return leg;
    const end = pastEnd(leg, past, this.#settings.spec.search.metrics);
    if (end === undefined) {
      this.#past.delete(number);
      return pastLeg(leg, past);
    }
    if (end.status !== 'paused' && past.ended) this.#settings.observer.recalled?.(past.ended);
    this.#count(end);
    return end;
  }

  /** Lets legs wait for a worker. */
  #put(legs: readonly Leg[]): void {
    this.#queue.put(legs);
    this.#callWorkers(legs);
  }

  #callWorkers(legs: readonly Leg[]): void {
    for (const _ of legs) void this.#pool.add(() => this.#work());
  }

  /** Runs jobs until none waits. */
  async #work(): Promise<void> {
    for (let job = this.#nextJob(); job.length > 0; job = this.#nextJob()) {
      try {
        await this.#runJob(job);
      } catch (thrown) {
        // What cannot be kept need not be trained.
        this.#breakdown ??= { thrown };
        this.#giveUp.abort();
        this.#settings.executor.close();
      }
      // Those of the job that have ended are no longer open.
      if (this.isStopping) this.#legs.giveUp(job);
    }
    if (this.isStopping) this.#legs.giveUp(this.#queue.drain());
  }

  #nextJob(): readonly Leg[] {
    return this.isStopping ? [] : this.#queue.take();
  }

  async #runJob(job: readonly Leg[]): Promise<void> {
    const { spec, writer, executor, now } = this.#settings;
    this.#buffer.flush();
    let [startedAt, before, epoch] = [now(), 0, 0];
    for await (const record of executor.run(jobOf(spec, job, writer))) {
      const at = now();
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
        case 'ended':
          this.#queue.note(structureOf(job), (at.getTime() - startedAt.getTime()) / 1000, epoch - before);
      }
      this.#keep(record, at);
    }
  }

  #keep(record: TrialRecord, at: Date): void {
    this.#buffer.add({ record, at });
    const end = this.#legs.note(record);
    if (end !== undefined) this.#count(end);
  }

  #count(end: LegEnd): void {
    if (end.status === 'failed') this.#failures++;
    if (this.hasFailedTooOften) this.#giveUp.abort();
    this.#settings.ended(end);
  }

  /** Puts back what a dead worker had before it: the rest of the job, and the trial it died on if it may be retried. */
  #recover({ trial, cause, reason }: TrialLost, epochs: number, job: readonly Leg[]): void {
    // What is being stopped is not tried again: it waits for another run of the sweep.
    if (this.isStopping) return;
    const { spec, observer, now } = this.#settings;
    const index = job.findIndex((leg) => leg.trial.number === trial);
    const attempt = job[index]?.attempt ?? 1;
    const isRetried = cause === 'death' && attempt <= spec.run.retries;
    // What was told of the trial before comes first.
    this.#buffer.flush();
    observer.lost?.(trial, reason, isRetried);
    const rest = job.slice(index + 1);
    this.#queue.putBack(rest);
    this.#callWorkers(rest);
    if (isRetried) void this.#retry(trial, attempt);
    else this.#keep({ type: 'ended', trial, status: 'failed', epochs, error: reason, measurements: [] }, now());
  }

  /** Tries a trial once more, after a while: what brought its worker down, such as a lack of memory, may have passed. */
  async #retry(trial: number, attempt: number): Promise<void> {
    const leg = this.#legs.again(trial);
    if (leg === undefined) return;
    const delay = retryDelay(this.#settings.spec.run.retryDelay, attempt);
    await wait(delay, undefined, { signal: this.#stopping }).catch(() => {});
    if (this.isStopping) this.#legs.giveUp([leg]);
    else this.#put([leg]);
  }
}

function structureOf([first]: readonly Leg[]): string {
  return first?.trial.structureKey ?? '';
}

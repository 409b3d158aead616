import PQueue from 'p-queue';
import type { SweepSpec } from '../spec/sweepSpec.ts';
import type { TrialEnded, TrialPaused, TrialRecord } from '../store/records.ts';
import type { SweepWriter } from '../store/sweepWriter.ts';
import type { Executor, TrialLost } from './job.ts';
import { jobOf } from './jobOf.ts';
import type { Leg, LegEnd } from './leg.ts';
import { objectiveLoss } from './objectiveValue.ts';
import { RecordBuffer } from './recordBuffer.ts';
import type { SweepObserver } from './sweepObserver.ts';
import { TrialQueue } from './trialQueue.ts';
import { trialScores } from './trialScores.ts';

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
  /** Is told how each leg ended. */
  readonly ended: (end: LegEnd) => void;
}

/** A leg that waits or is trained. */
interface OpenLeg {
  leg: Leg;
  /** The losses after each epoch so far. */
  curve: number[];
  /** Is told how the leg ended; nothing when it did not, for the sweep was stopped. */
  readonly close: (end: LegEnd | undefined) => void;
}

/** Trains legs of trials with as many jobs at once as there are workers; stores every record; retries what was lost. */
export class TrialRunner {
  readonly #settings: TrialRunnerSettings;
  readonly #buffer: RecordBuffer;
  readonly #queue: TrialQueue;
  readonly #pool: PQueue;
  /** By the trial's number. */
  readonly #open = new Map<number, OpenLeg>();
  #failures = 0;
  #breakdown: { readonly thrown: unknown } | undefined;

  constructor(settings: TrialRunnerSettings) {
    this.#settings = settings;
    this.#buffer = new RecordBuffer(settings.writer);
    this.#queue = new TrialQueue(settings.workers);
    this.#pool = new PQueue({ concurrency: settings.workers });
    settings.signal.addEventListener('abort', () => settings.executor.stop(), { once: true });
  }

  /** Whether no leg is begun any more: the sweep is being stopped, failed too often, or something broke. */
  get isStopping(): boolean {
    return this.#settings.signal.aborted || this.hasFailedTooOften || this.#breakdown !== undefined;
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
    const ends = legs.map(
      (leg) =>
        new Promise<LegEnd | undefined>((close) => {
          this.#open.set(leg.trial.number, { leg, curve: [...(leg.from?.losses ?? [])], close });
        }),
    );
    this.#queue.put(legs);
    this.#callWorkers(legs);
    const ended = await Promise.all(ends);
    if (this.#breakdown !== undefined) {
      await this.#pool.onIdle();
      throw this.#breakdown.thrown;
    }
    return ended.filter((end) => end !== undefined);
  }

  /** Ends a trial that paused. */
  stop({ leg, epochs }: LegEnd, stopReason: string): void {
    const { number: trial } = leg.trial;
    this.#store(
      { type: 'ended', trial, status: 'stopped', epochs, stopReason, measurements: [] },
      this.#settings.now(),
    );
  }

  /** Stores every record that came. */
  flush(): void {
    this.#buffer.flush();
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
        this.#settings.executor.close();
      }
      if (this.isStopping) this.#giveUp(job);
    }
    if (this.isStopping) this.#giveUp(this.#queue.drain());
  }

  #nextJob(): readonly Leg[] {
    return this.isStopping ? [] : this.#queue.take();
  }

  /** Leaves legs as they are; those that have ended are none of them. */
  #giveUp(legs: readonly Leg[]): void {
    for (const { trial } of legs) this.#close(trial.number, undefined);
  }

  #close(trial: number, end: LegEnd | undefined): void {
    this.#open.get(trial)?.close(end);
    this.#open.delete(trial);
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
        default:
          this.#queue.note(structureOf(job), (at.getTime() - startedAt.getTime()) / 1000, epoch - before);
      }
      this.#keep(record, at);
    }
  }

  #keep(record: TrialRecord, at: Date): void {
    this.#store(record, at);
    const open = this.#open.get(record.trial);
    if (open === undefined) return;
    switch (record.type) {
      case 'started':
      case 'resumed':
        open.curve = [...(open.leg.from?.losses ?? [])];
        return;
      case 'epoch':
        if (open.leg.judgement) open.curve.push(objectiveLoss(open.leg.judgement.objective, record.measurements));
        return;
      case 'paused':
      case 'ended':
        this.#end(record, open);
    }
  }

  #end(record: TrialPaused | TrialEnded, { leg, curve }: OpenLeg): void {
    const { spec, executor, ended } = this.#settings;
    const [status, epochs] =
      record.type === 'paused' ? ['paused' as const, record.epoch] : [record.status, record.epochs];
    if (status === 'failed') this.#failures++;
    if (this.hasFailedTooOften) executor.stop();
    const end = { leg, status, epochs, scores: trialScores(spec.metrics, record.measurements), curve };
    ended(end);
    this.#close(record.trial, end);
  }

  #store(record: TrialRecord, at: Date): void {
    this.#buffer.add({ record, at });
    this.#settings.observer.recorded?.(record);
  }

  /** Puts back what a dead worker had before it: the rest of the job, and the trial it died on if it may be retried. */
  #recover({ trial, reason }: TrialLost, epochs: number, job: readonly Leg[]): void {
    // What is being stopped is not tried again: it waits for another run of the sweep.
    if (this.isStopping) return;
    const { spec, observer, now } = this.#settings;
    const index = job.findIndex((leg) => leg.trial.number === trial);
    const again = job.slice(index, index + 1).filter(({ attempt }) => attempt <= spec.run.retries);
    observer.lost?.(trial, reason, again.length > 0);
    if (again.length === 0) {
      this.#keep({ type: 'ended', trial, status: 'failed', epochs, error: reason, measurements: [] }, now());
    }
    const left = [...again.map((leg) => ({ ...leg, attempt: leg.attempt + 1 })), ...job.slice(index + 1)];
    for (const leg of left) {
      const open = this.#open.get(leg.trial.number);
      if (open !== undefined) open.leg = leg;
    }
    this.#queue.putBack(left);
    this.#callWorkers(left);
  }
}

function structureOf([first]: readonly Leg[]): string {
  return first?.trial.structure ?? '';
}

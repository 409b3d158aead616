import PQueue from 'p-queue';
import type { SweepSpec } from '../spec/sweepSpec.ts';
import type { TrialRecord } from '../store/records.ts';
import type { SweepWriter } from '../store/sweepWriter.ts';
import type { Executor, Job, TrialLost } from './job.ts';
import type { RunnableTrial } from './planTrials.ts';
import { RecordBuffer } from './recordBuffer.ts';
import type { SweepEnd, SweepObserver } from './sweepObserver.ts';
import { type TrialScores, trialScores } from './trialOutcomes.ts';
import { TrialQueue, type WaitingTrial } from './trialQueue.ts';

/** What trials are run with. */
export interface TrialRunnerSettings {
  readonly spec: SweepSpec;
  readonly writer: SweepWriter;
  readonly executor: Executor;
  readonly workers: number;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly observer: SweepObserver;
}

/** How a generation of trials ended. */
export interface GenerationEnd {
  readonly end: SweepEnd;
  /** The scores of the trials that ended, by number. */
  readonly scores: ReadonlyMap<number, TrialScores>;
}

/** Trains trials with as many jobs at once as there are workers; stores every record; retries what was lost. */
export class TrialRunner {
  readonly #settings: TrialRunnerSettings;
  readonly #buffer: RecordBuffer;
  #scores = new Map<number, TrialScores>();
  #failures = 0;
  #isBroken = false;

  constructor(settings: TrialRunnerSettings) {
    this.#settings = settings;
    this.#buffer = new RecordBuffer(settings.writer);
  }

  /**
   * Trains trials. Those that had not ended when the sweep was stopped are `pending` again.
   *
   * @throws what the store or the observer threw, when all workers have ended.
   */
  async run(trials: readonly RunnableTrial[]): Promise<GenerationEnd> {
    const { signal, executor, workers, writer } = this.#settings;
    const stop = (): void => executor.stop();
    signal.addEventListener('abort', stop);
    this.#scores = new Map();
    const queue = new TrialQueue(trials, workers);
    const pool = new PQueue({ concurrency: workers });
    try {
      await Promise.all(trials.map(() => pool.add(() => this.#runNext(queue))));
      this.#buffer.flush();
      const unfinished = trials.map(({ number }) => number).filter((number) => !this.#scores.has(number));
      if (unfinished.length > 0) writer.reset(unfinished);
      return { end: this.#end(unfinished.length), scores: this.#scores };
    } catch (thrown) {
      // What cannot be kept need not be trained.
      this.#isBroken = true;
      executor.close();
      await pool.onIdle();
      throw thrown;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #end(unfinished: number): SweepEnd {
    if (this.#hasFailedTooOften()) return 'failed';
    return unfinished > 0 ? 'interrupted' : 'finished';
  }

  #hasFailedTooOften(): boolean {
    return this.#failures > (this.#settings.spec.run.maxFailedTrials ?? Number.POSITIVE_INFINITY);
  }

  #isStopping(): boolean {
    return this.#settings.signal.aborted || this.#hasFailedTooOften() || this.#isBroken;
  }

  /** Runs the next job that waits, if there is one; after a worker died on it, the next. */
  async #runNext(queue: TrialQueue): Promise<void> {
    let job: readonly WaitingTrial[];
    let lost: TrialLost | undefined;
    do {
      job = this.#isStopping() ? [] : queue.take();
      lost = job.length === 0 ? undefined : await this.#runJob(job, queue);
    } while (lost !== undefined);
  }

  /** Runs a job. Returns on which trial its worker died, once the trials that are still to be run wait again. */
  async #runJob(job: readonly WaitingTrial[], queue: TrialQueue): Promise<TrialLost | undefined> {
    const { spec, executor, now } = this.#settings;
    let startedAt = now();
    let epochs = 0;
    for await (const record of executor.run(jobOf(spec, job))) {
      if (record.type === 'lost') {
        this.#recover(record, epochs, job, queue);
        return record;
      }
      const at = now();
      epochs = record.type === 'epoch' ? record.epoch : 0;
      if (record.type === 'started') startedAt = at;
      if (record.type === 'ended') noteDuration(queue, job, at.getTime() - startedAt.getTime());
      this.#keep(record, at);
    }
    return undefined;
  }

  #keep(record: TrialRecord, at: Date): void {
    const { spec, executor, observer } = this.#settings;
    this.#buffer.add({ record, at });
    observer.recorded?.(record);
    if (record.type !== 'ended') return;
    this.#scores.set(record.trial, trialScores(spec.metrics, record));
    if (record.status === 'failed') this.#failures++;
    if (this.#hasFailedTooOften()) executor.stop();
  }

  /** Puts back what a dead worker had before it: the rest of the job, and the trial it died on if it may be retried. */
  #recover({ trial, reason }: TrialLost, epochs: number, job: readonly WaitingTrial[], queue: TrialQueue): void {
    // What is being stopped is not tried again: it waits for another run of the sweep.
    if (this.#isStopping()) return;
    const { spec, observer, now } = this.#settings;
    const index = job.findIndex((candidate) => candidate.trial.number === trial);
    const again = job.slice(index, index + 1).filter(({ attempt }) => attempt <= spec.run.retries);
    observer.lost?.(trial, reason, again.length > 0);
    if (again.length === 0) {
      this.#keep({ type: 'ended', trial, status: 'failed', epochs, error: reason, measurements: [] }, now());
    }
    queue.put([...again.map((lost) => ({ ...lost, attempt: lost.attempt + 1 })), ...job.slice(index + 1)]);
  }
}

function noteDuration(queue: TrialQueue, [first]: readonly WaitingTrial[], milliseconds: number): void {
  if (first !== undefined) queue.note(first.trial.structure, milliseconds / 1000);
}

function jobOf(spec: SweepSpec, job: readonly WaitingTrial[]): Job {
  return {
    engine: spec.run.engine,
    modules: spec.modules,
    folder: spec.folder,
    dataSeed: spec.search.seed,
    trials: job.map(({ trial, attempt }) => ({
      number: trial.number,
      attempt,
      seed: trial.seed,
      configuration: trial.point,
    })),
  };
}

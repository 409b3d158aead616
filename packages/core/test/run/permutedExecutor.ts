import type { Executor, Job } from '../../src/run/execute/job.ts';
import { randomStreams } from '../../src/run/plan/randomStreams.ts';
import { emptyCache, runJob } from '../../src/run/worker/runJob.ts';
import type { TrialRecord } from '../../src/store/write/records.ts';
import { collect } from './collect.ts';

/**
 * Runs jobs in this process and lets them complete in a random order.
 *
 * The records of a job are held back until every job that runs beside it has completed too; then one of these jobs,
 * drawn at random, hands over its records. Jobs that run alone keep their order.
 */
export class PermutedExecutor implements Executor {
  readonly #cache = emptyCache();
  readonly #stopping = new AbortController();
  readonly #draw: (bound: number) => number;
  /** Release the records of the jobs that have completed. */
  readonly #completed: (() => void)[] = [];
  #running = 0;
  #time = 0;

  /** @param seed of the order in which jobs complete. */
  constructor(seed: number) {
    this.#draw = randomStreams(seed)('order of completion').integer;
  }

  async *run(job: Job): AsyncGenerator<TrialRecord, void> {
    this.#running++;
    const records = await collect(runJob(job, this.#cache, this.#stopping.signal, () => this.#time++));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#completed.push(resolve);
    this.#releaseOne();
    await promise;
    yield* records;
    this.#running--;
    // A job that starts in place of this one takes part in the next draw.
    setImmediate(() => this.#releaseOne());
  }

  stop(): void {
    this.#stopping.abort();
  }

  close(): void {
    this.#stopping.abort();
  }

  #releaseOne(): void {
    if (this.#completed.length === 0 || this.#completed.length < this.#running) return;
    const [release] = this.#completed.splice(this.#draw(this.#completed.length), 1);
    release?.();
  }
}

import { vi } from 'vitest';
import type { Executor, Job } from '../../src/run/execute/job.ts';
import { emptyCache, runJob } from '../../src/run/worker/runJob.ts';
import type { TrialRecord } from '../../src/store/write/records.ts';

/** Stands for the death of the whole process. */
export class Death extends Error {}

/**
 * Runs jobs in this process and dies after so many records, when all earlier records are stored. Each epoch is saved.
 *
 * Needs fake timers: between two records it lets the time pass after which records are stored.
 */
export class MortalExecutor implements Executor {
  readonly #stopping = new AbortController();
  #left: number;
  #time = 0;

  /** @param records how many to yield before it dies. */
  constructor(records: number) {
    this.#left = records;
  }

  async *run(job: Job): AsyncGenerator<TrialRecord, void> {
    const everyEpoch = { ...job, checkpointEvery: 1 };
    for await (const record of runJob(everyEpoch, emptyCache(), this.#stopping.signal, () => this.#time++)) {
      if (this.#left-- <= 0) throw new Death('the process died');
      yield record;
      vi.advanceTimersByTime(100);
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  close(): void {
    this.#stopping.abort();
    this.#left = 0;
  }
}

import { vi } from 'vitest';
import type { Executor, Job } from '../../src/run/execute/job.ts';
import { emptyCache, runJob } from '../../src/run/worker/runJob.ts';
import type { TrialRecord } from '../../src/store/write/records.ts';

/** What stands for the death of the whole process. */
export class Death extends Error {}

/**
 * Runs jobs in this process, and dies after so many records. All that came before is in the store by then, and each
 * epoch is saved.
 *
 * The timers must be faked: between two records, the time passes after which records are stored.
 */
export class MortalExecutor implements Executor {
  readonly #stopping = new AbortController();
  #left: number;
  #time = 0;

  /** @param records how many it yields before it dies. */
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

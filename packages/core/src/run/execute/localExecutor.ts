import type { TrialRecord } from '../../store/write/records.ts';
import type { Executor, Job, TrialLost } from './job.ts';
import { WorkerDeath, WorkerProcess, type WorkerSettings } from './workerProcess.ts';

/** Settings of a `LocalExecutor`. */
export interface LocalExecutorSettings extends WorkerSettings {
  /** How long a trial may take, in milliseconds; no limit where absent. */
  readonly trialTimeout?: number;
}

/** Runs jobs in worker processes on this machine, one process for each concurrent call of `run`. */
export class LocalExecutor implements Executor {
  readonly #settings: LocalExecutorSettings;
  readonly #idle = new Set<WorkerProcess>();
  readonly #busy = new Set<WorkerProcess>();

  constructor(settings: LocalExecutorSettings) {
    this.#settings = settings;
  }

  async *run(job: Job): AsyncGenerator<TrialRecord | TrialLost, void> {
    const worker = this.#idleWorker() ?? new WorkerProcess(this.#settings);
    const limit = new TrialLimit(worker, this.#settings.trialTimeout);
    const unfinished = new Set(job.trials.map(({ number }) => number));
    this.#busy.add(worker);
    try {
      for await (const record of worker.run(job)) {
        limit.note(record);
        if (isOver(record)) unfinished.delete(record.trial);
        yield record;
      }
      this.#idle.add(worker);
    } catch (thrown) {
      if (!(thrown instanceof WorkerDeath)) throw thrown;
      const [trial] = unfinished;
      if (trial !== undefined) yield { type: 'lost', trial, cause: thrown.trialCause, reason: thrown.message };
    } finally {
      limit.lift();
      this.#busy.delete(worker);
      // Nobody listens to its job any more, and this process would wait for it.
      if (!this.#idle.has(worker)) worker.kill('its job was given up');
    }
  }

  stop(): void {
    for (const worker of this.#busy) worker.stop();
  }

  close(): void {
    for (const worker of [...this.#busy, ...this.#idle]) worker.kill('the sweep was ended');
    this.#idle.clear();
  }

  /** An idle worker that is still alive: something a plugin left running may have killed it. */
  #idleWorker(): WorkerProcess | undefined {
    for (const worker of this.#idle) {
      this.#idle.delete(worker);
      if (worker.isAlive) return worker;
    }
    return undefined;
  }
}

/** Whether a record is the last of its trial in a job. */
function isOver({ type }: TrialRecord): boolean {
  return type === 'ended' || type === 'paused';
}

/** Kills a worker whose trial runs too long. */
class TrialLimit {
  readonly #worker: WorkerProcess;
  readonly #timeout: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(worker: WorkerProcess, timeout: number | undefined) {
    this.#worker = worker;
    this.#timeout = timeout;
  }

  note(record: TrialRecord): void {
    if (record.type === 'epoch' || record.type === 'saved') return;
    this.lift();
    if (isOver(record) || this.#timeout === undefined) return;
    const reason = `it ran longer than run.trialTimeout, ${this.#timeout / 1000} s`;
    this.#timer = setTimeout(() => this.#worker.kill(reason), this.#timeout);
  }

  lift(): void {
    clearTimeout(this.#timer);
  }
}

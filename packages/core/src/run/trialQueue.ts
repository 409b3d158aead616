import type { RunnableTrial } from './planTrials.ts';

/** A job should take about this long: far longer than handing it out, short enough to share the work evenly. */
const JOB_SECONDS = 1;

/** A trial that waits, and how often it will have been tried. */
export interface WaitingTrial {
  readonly trial: RunnableTrial;
  /** From 1. */
  readonly attempt: number;
}

/** The trials that wait for a worker, handed out as jobs of one structure, one structure after the other. */
export class TrialQueue {
  readonly #workers: number;
  /** What waits, by structure; a structure of which nothing waits is not in it. */
  readonly #waiting = new Map<string, WaitingTrial[]>();
  /** How long the trials that ended took in all, by structure. */
  readonly #taken = new Map<string, { readonly seconds: number; readonly trials: number }>();

  /** @param workers how many jobs are run at once. */
  constructor(trials: readonly RunnableTrial[], workers: number) {
    this.#workers = workers;
    this.put(trials.map((trial) => ({ trial, attempt: 1 })));
  }

  /**
   * The next job; empty when nothing waits. It has one trial until it is known how long trials of its structure take,
   * then as many as fill a second, but never more than one worker's share of those that wait.
   */
  take(): readonly WaitingTrial[] {
    for (const [structure, waiting] of this.#waiting) {
      const job = waiting.splice(0, this.#jobSize(structure, waiting.length));
      if (waiting.length === 0) this.#waiting.delete(structure);
      return job;
    }
    return [];
  }

  /** Lets trials wait, before others of their structure. */
  put(trials: readonly WaitingTrial[]): void {
    for (const [structure, alike] of Map.groupBy(trials, ({ trial }) => trial.structure)) {
      this.#waiting.set(structure, [...alike, ...(this.#waiting.get(structure) ?? [])]);
    }
  }

  /** Tells how long a trial of a structure took. */
  note(structure: string, seconds: number): void {
    const taken = this.#taken.get(structure) ?? { seconds: 0, trials: 0 };
    this.#taken.set(structure, { seconds: taken.seconds + seconds, trials: taken.trials + 1 });
  }

  #jobSize(structure: string, waiting: number): number {
    const taken = this.#taken.get(structure);
    if (taken === undefined) return 1;
    const affordable = Math.floor((JOB_SECONDS * taken.trials) / Math.max(taken.seconds, 1e-6));
    return Math.max(1, Math.min(affordable, Math.ceil(waiting / this.#workers)));
  }
}

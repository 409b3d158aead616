import { type Objective, objectiveValue, type RunnableTrial, type TrialEnded, type TrialRecord } from '@sparsweep/core';

/** The best trial so far, by the sweep's first metric. */
export interface Best {
  readonly trial: RunnableTrial;
  readonly value: number;
}

/** Counts the progress of a sweep: trials and epochs done, speed, and the best trial so far. */
export class Tally {
  readonly #objective: Objective | undefined;
  readonly #startedAt: number;
  readonly #trials = new Map<number, RunnableTrial>();
  /** Epochs trained by each running trial. */
  readonly #epochs = new Map<number, number>();
  #epochsPlanned = 0;
  #epochsEnded = 0;
  #epochsBefore = 0;
  #ended = 0;
  #endedBefore = 0;
  #failed = 0;
  #best: Best | undefined;

  /** @param startedAt in milliseconds, on the clock of `rate` and `secondsLeft`. */
  constructor(objective: Objective | undefined, startedAt: number) {
    this.#objective = objective;
    this.#startedAt = startedAt;
  }

  plan(trials: readonly RunnableTrial[]): void {
    for (const trial of trials) {
      this.#trials.set(trial.number, trial);
      this.#epochsPlanned += trial.configuration.train.epochs;
    }
  }

  /** Counts a trial that ended in an earlier run; it does not count for the speed. */
  replay(end: TrialEnded): void {
    this.record(end);
    this.#endedBefore++;
    this.#epochsBefore += this.#trials.get(end.trial)?.configuration.train.epochs ?? 0;
  }

  record(record: TrialRecord): void {
    const trial = this.#trials.get(record.trial);
    if (trial === undefined) return;
    if (record.type === 'started') this.#epochs.set(record.trial, 0);
    if (record.type === 'epoch' || record.type === 'resumed') this.#epochs.set(record.trial, record.epoch);
    if (record.type !== 'ended') return;
    this.#epochs.delete(record.trial);
    // A trial that ended early needs no more training either.
    this.#epochsEnded += trial.configuration.train.epochs;
    this.#ended++;
    if (record.status === 'failed' || record.status === 'diverged') this.#failed++;
    if (record.status === 'finished' && this.#objective !== undefined) {
      this.#compare(trial, objectiveValue(this.#objective, record.measurements), this.#objective);
    }
  }

  get planned(): number {
    return this.#trials.size;
  }

  get ended(): number {
    return this.#ended;
  }

  get failed(): number {
    return this.#failed;
  }

  get best(): Best | undefined {
    return this.#best;
  }

  /** Share of the planned epochs that need no more training, from 0 to 1. */
  get done(): number {
    return this.#epochsPlanned === 0 ? 0 : this.#epochsDone / this.#epochsPlanned;
  }

  /** Trials ended per second. */
  rate(now: number): number {
    return (this.#ended - this.#endedBefore) / Math.max((now - this.#startedAt) / 1000, 1e-3);
  }

  /** Seconds until the end at the average speed; undefined before the first epoch. */
  secondsLeft(now: number): number | undefined {
    const trained = this.#epochsDone - this.#epochsBefore;
    const left = this.#epochsPlanned - this.#epochsDone;
    return trained === 0 ? undefined : (((now - this.#startedAt) / 1000) * left) / trained;
  }

  get #epochsDone(): number {
    return this.#epochsEnded + [...this.#epochs.values()].reduce((sum, epochs) => sum + epochs, 0);
  }

  #compare(trial: RunnableTrial, value: number, { goal }: Objective): void {
    const sign = goal === 'maximize' ? 1 : -1;
    if (!Number.isFinite(value)) return;
    if (this.#best === undefined || sign * value > sign * this.#best.value) this.#best = { trial, value };
  }
}

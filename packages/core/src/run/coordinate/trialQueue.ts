import { type Leg, legEpochs } from './segment.ts';

/** A job should take about this long: far longer than handing it out, short enough to share the work evenly. */
const JOB_SECONDS = 1;

/** The legs that wait for a worker, handed out as jobs of one structure, one structure after the other. */
export class TrialQueue {
  readonly #workers: number;
  /** What waits, by structure: of trials that go on, and of those that begin. A structure of which nothing waits is in neither. */
  readonly #continuing = new Map<string, Leg[]>();
  readonly #beginning = new Map<string, Leg[]>();
  /** How long the epochs that were trained took in all, by structure. */
  readonly #taken = new Map<string, { readonly seconds: number; readonly epochs: number }>();

  /** @param workers how many jobs are run at once. */
  constructor(workers: number) {
    this.#workers = workers;
  }

  /**
   * The next job; empty when nothing waits. It has one leg until it is known how long an epoch of its structure takes,
   * then as many as fill a second, but never more than one worker's share of those that wait. Trials that go on come
   * before those that begin, so that few are under way.
   */
  take(): readonly Leg[] {
    for (const waiting of [this.#continuing, this.#beginning]) {
      for (const [structure, legs] of waiting) {
        const job = legs.splice(0, this.#jobSize(structure, legs));
        if (legs.length === 0) waiting.delete(structure);
        return job;
      }
    }
    return [];
  }

  /** Lets legs wait, after others of their structure. */
  put(legs: readonly Leg[]): void {
    for (const [waiting, structure, added] of this.#sorted(legs)) {
      waiting.set(structure, [...(waiting.get(structure) ?? []), ...added]);
    }
  }

  /** Lets legs wait that a worker had already, before others of their structure. */
  putBack(legs: readonly Leg[]): void {
    for (const [waiting, structure, added] of this.#sorted(legs)) {
      waiting.set(structure, [...added, ...(waiting.get(structure) ?? [])]);
    }
  }

  /** Takes everything that waits. */
  drain(): readonly Leg[] {
    const legs = [...this.#continuing.values(), ...this.#beginning.values()].flat();
    this.#continuing.clear();
    this.#beginning.clear();
    return legs;
  }

  /** Tells how long some epochs of a structure took. */
  note(structure: string, seconds: number, epochs: number): void {
    const taken = this.#taken.get(structure) ?? { seconds: 0, epochs: 0 };
    this.#taken.set(structure, { seconds: taken.seconds + seconds, epochs: taken.epochs + Math.max(1, epochs) });
  }

  /** Where each of some legs waits: among those of trials that go on or begin, by structure. */
  *#sorted(legs: readonly Leg[]): Generator<readonly [Map<string, Leg[]>, string, readonly Leg[]]> {
    for (const [hasBegun, alike] of Map.groupBy(legs, ({ from }) => from !== undefined)) {
      const waiting = hasBegun ? this.#continuing : this.#beginning;
      for (const [structure, added] of Map.groupBy(alike, ({ trial }) => trial.structureKey)) {
        yield [waiting, structure, added];
      }
    }
  }

  #jobSize(structure: string, legs: readonly Leg[]): number {
    const taken = this.#taken.get(structure);
    if (taken === undefined) return 1;
    const share = Math.ceil(legs.length / this.#workers);
    let epochs = (JOB_SECONDS * taken.epochs) / Math.max(taken.seconds, 1e-6);
    const affordable = legs.findIndex((leg) => {
      epochs -= legEpochs(leg);
      // What rounding takes away from a full second does not matter.
      return epochs < -1e-6;
    });
    return Math.max(1, Math.min(affordable === -1 ? legs.length : affordable, share));
  }
}

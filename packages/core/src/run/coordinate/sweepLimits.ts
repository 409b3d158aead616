import type { SweepSpec } from '../../sweepfile/sweepSpec.ts';
import type { SegmentEnd } from './segment.ts';

/** What ends a sweep before its trials are spent. */
export interface Limits extends Pick<SweepSpec['search'], 'metrics' | 'replicates' | 'target' | 'maxDuration'> {
  /** How many trials may fail; any number where absent. */
  readonly maxFailedTrials?: number;
}

/** What counts of a segment that ended. */
export interface CountedEnd extends Pick<SegmentEnd, 'status' | 'scores'> {
  readonly segment: { readonly trial: { readonly configurationIndex: number } };
}

/** Ends a sweep as soon as a configuration reaches the target, its time is over, or too many trials have failed. */
export class SweepLimits {
  readonly #limits: Limits;
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  /** The first scores of the replicates that finished, by configuration. */
  readonly #scores = new Map<number, number[]>();
  #failures = 0;
  #reason: string | undefined;

  /** Starts the clock. */
  constructor(limits: Limits) {
    this.#limits = limits;
    const { maxDuration } = limits;
    if (maxDuration === undefined) return;
    const reason = `the sweep had run for search.maxDuration, ${maxDuration / 1000} s`;
    this.#timer = setTimeout(() => this.#finish(reason), maxDuration);
  }

  /** Aborted when the sweep is to end. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Why the sweep is finished although trials are left; undefined while it is not. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Whether more trials failed than the sweep allows. */
  get hasFailedTooOften(): boolean {
    return this.#failures > (this.#limits.maxFailedTrials ?? Number.POSITIVE_INFINITY);
  }

  /** Counts a trial that ended. A configuration has reached the target when the mean of its replicates has. */
  note({ segment, status, scores }: CountedEnd): void {
    if (status === 'failed') this.#failures++;
    if (this.hasFailedTooOften) this.#over.abort();
    const { target, metrics, replicates } = this.#limits;
    const [objective] = metrics;
    const [score] = scores ?? [];
    if (target === undefined || objective === undefined || score === undefined || status !== 'finished') return;
    const { configurationIndex } = segment.trial;
    const all = [...(this.#scores.get(configurationIndex) ?? []), score];
    this.#scores.set(configurationIndex, all);
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    // Scores are losses: lower is better.
    const wanted = objective.goal === 'maximize' ? -target : target;
    if (all.length < replicates || mean > wanted) return;
    this.#finish(`${objective.name} reached search.target, ${target}, in configuration ${configurationIndex}`);
  }

  /** Stops the clock. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #finish(reason: string): void {
    this.#reason ??= reason;
    this.#over.abort();
  }
}

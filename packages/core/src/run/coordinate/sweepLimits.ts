import type { SearchSpec } from '../../sweepfile/sweepSpec.ts';
import type { LegEnd } from './segment.ts';

/** What of a search ends its sweep before its trials are spent. */
export type LimitedSearch = Pick<SearchSpec, 'metrics' | 'replicates' | 'target' | 'maxDuration'>;

/** What of the end of a trial counts. */
export interface EndedTrial extends Pick<LegEnd, 'status' | 'scores'> {
  readonly leg: { readonly trial: { readonly configurationIndex: number } };
}

/** Ends a sweep as soon as a configuration reaches the target, or when its time is over. */
export class SweepLimits {
  readonly #search: LimitedSearch;
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  /** The first scores of the replicates that finished, by configuration. */
  readonly #scores = new Map<number, number[]>();
  #reason: string | undefined;

  /** The time begins to run. */
  constructor(search: LimitedSearch) {
    this.#search = search;
    const { maxDuration } = search;
    if (maxDuration === undefined) return;
    const reason = `the sweep had run for search.maxDuration, ${maxDuration / 1000} s`;
    this.#timer = setTimeout(() => this.#end(reason), maxDuration);
  }

  /** Aborted when the sweep is to end. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Why the sweep is to end; undefined while it is not. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Takes note of a trial that ended: a configuration has reached the target when the mean of its replicates has. */
  note({ leg, status, scores }: EndedTrial): void {
    const { target, metrics, replicates } = this.#search;
    const [objective] = metrics;
    const [score] = scores ?? [];
    if (target === undefined || objective === undefined || score === undefined || status !== 'finished') return;
    const { configurationIndex: configuration } = leg.trial;
    const all = [...(this.#scores.get(configuration) ?? []), score];
    this.#scores.set(configuration, all);
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    // Scores are losses: the lower the better.
    const wanted = objective.goal === 'maximize' ? -target : target;
    if (all.length < replicates || mean > wanted) return;
    this.#end(`${objective.name} reached search.target, ${target}, in configuration ${configuration}`);
  }

  /** Stops the clock. */
  lift(): void {
    clearTimeout(this.#timer);
  }

  #end(reason: string): void {
    this.#reason ??= reason;
    this.#over.abort();
  }
}

import type { TObject } from 'typebox';
import type { OptionsOf } from '../../src/plugin/manifest.ts';
import { randomStreams } from '../../src/run/plan/randomStreams.ts';
import type { Outcome, SamplerPlugin } from '../../src/search/sampler.ts';
import { type Search, startSearch } from '../../src/search/search.ts';
import type { Draw, Space } from '../../src/search/space.ts';

/** A search to try. */
export interface SearchTrial<Options extends TObject = TObject> {
  readonly sampler: SamplerPlugin<Options>;
  readonly options: OptionsOf<Options>;
  readonly space: Space;
  /** The losses of a draw; null for one that fails. */
  readonly evaluate: (draw: Draw) => readonly number[] | null;
  readonly objectives?: number;
  /** Configurations in all. */
  readonly budget?: number;
  readonly seed?: number;
  readonly enqueued?: readonly Draw[];
  readonly satisfies?: (draw: Draw) => boolean;
}

/** Begins a search as a sweep would. */
export function begin<Options extends TObject>(trial: SearchTrial<Options>): Search {
  const { sampler, options, space, objectives = 1, budget, seed = 0, enqueued = [], satisfies = () => true } = trial;
  const problem = { space, objectives, random: randomStreams(seed), ...(budget === undefined ? {} : { budget }) };
  return startSearch({ sampler, options, problem, enqueued, satisfies });
}

/** Searches to the end of the budget, or of the space. */
export function search<Options extends TObject>(trial: SearchTrial<Options>): readonly Outcome[] {
  const going = begin(trial);
  const history: Outcome[] = [];
  for (;;) {
    const { draws, isLast } = going.next(history);
    history.push(...draws.map((draw) => ({ draw, losses: trial.evaluate(draw) })));
    if (isLast || draws.length === 0) return history;
  }
}

/** Searches like `search`, in a process that dies after every generation and is begun anew. */
export function searchWithDeaths<Options extends TObject>(trial: SearchTrial<Options>): readonly Outcome[] {
  const history: Outcome[] = [];
  for (;;) {
    const { draws, isLast } = begin(trial).next(history);
    history.push(...draws.map((draw) => ({ draw, losses: trial.evaluate(draw) })));
    if (isLast || draws.length === 0) return history;
  }
}

/** What a search that ignores outcomes proposes. */
export function proposals<Options extends TObject>(trial: Omit<SearchTrial<Options>, 'evaluate'>): readonly Draw[] {
  return search({ ...trial, evaluate: () => [0] }).map(({ draw }) => draw);
}

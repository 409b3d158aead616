import type { Catalog } from '../catalog/catalog.ts';
import type { Draw } from '../search/space.ts';
import type { SweepSpec } from '../spec/sweepSpec.ts';
import { planTrials, type RunnableTrial } from './planTrials.ts';
import { type Search, startSearch } from './searchTrials.ts';

/** A sweep that is ready to run: its search, and the first generation that it proposes. */
export interface SweepPlan {
  readonly spec: SweepSpec;
  readonly search: Search;
  /** What was drawn, a configuration each. */
  readonly draws: readonly Draw[];
  /** The trials of these configurations: with grid and random, all that there will be. */
  readonly trials: readonly RunnableTrial[];
}

/**
 * Plans a sweep. Whatever can be wrong with a sweep file is found by now, and nothing was run or stored.
 *
 * @throws InvalidSweepError when a draw makes a configuration that its plugins' schemas do not allow.
 * @throws SparsweepError `invalid-sweep` when the search has no budget and no end in sight.
 */
export function planSweep(spec: SweepSpec, catalog: Catalog): SweepPlan {
  const search = startSearch(spec, catalog);
  const draws = search.next([]);
  return { spec, search, draws, trials: planTrials(spec, draws, 0) };
}

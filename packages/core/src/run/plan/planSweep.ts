import type { Catalog } from '../../catalog/catalog.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import type { Pruner } from '../../search/pruner.ts';
import type { Generation, Search } from '../../search/search.ts';
import type { Objective, Sweep, SweepSpec } from '../../sweepfile/sweepSpec.ts';
import { planTrials, type RunnableTrial } from './planTrials.ts';
import { searchOf } from './sweepSearch.ts';

/** What ends trials early, and the objective that it judges them by. */
export interface Pruning {
  readonly pruners: readonly Pruner[];
  readonly objective: Objective;
}

/** A sweep that is ready to run: its search, and the first generation that it proposes. */
export interface SweepPlan extends Sweep {
  readonly search: Search;
  /** What ends trials early; absent where nothing does. */
  readonly pruning?: Pruning;
  /** What it proposes first. */
  readonly generation: Generation;
  /** The trials of these configurations: with grid and random, all that there will be, but for very long sweeps. */
  readonly trials: readonly RunnableTrial[];
}

/**
 * Plans a sweep. Whatever can be wrong with a sweep file is found by now, and nothing was run or stored.
 *
 * @throws InvalidSweepError when a draw makes a configuration that its plugins' schemas do not allow.
 * @throws SparsweepError `invalid-sweep` when the search has no budget and no end in sight.
 */
export function planSweep(sweep: Sweep, catalog: Catalog): SweepPlan {
  const search = searchOf(sweep, catalog);
  const generation = search.next([]);
  const pruning = pruningOf(sweep.spec, catalog);
  const trials = planTrials(sweep, generation.draws, 0);
  return { ...sweep, search, ...(pruning && { pruning }), generation, trials };
}

/** What ends the trials of a spec early; undefined where nothing does. */
export function pruningOf({ search }: SweepSpec, catalog: Catalog): Pruning | undefined {
  const {
    earlyTerminate,
    metrics: [objective],
  } = search;
  if (earlyTerminate.length === 0 || objective === undefined) return undefined;
  const pruners = earlyTerminate.map(({ use, ...options }) => {
    const plugin = catalog.pruners.find(({ name }) => name === use);
    if (plugin === undefined)
      throw new SparsweepError('unknown-plugin', `there is no way to end trials early \`${use}\``);
    return plugin.start(options);
  });
  return { pruners, objective };
}

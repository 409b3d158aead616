import type { Catalog } from '../../catalog/catalog.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import type { Pruner } from '../../search/pruner.ts';
import type { Generation, Search } from '../../search/search.ts';
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import type { Objective, SweepSpec } from '../../sweepfile/sweepSpec.ts';
import { planTrials, type RunnableTrial } from './planTrials.ts';
import { searchOf } from './sweepSearch.ts';

/** What ends trials early, and the objective that decides. */
export interface Pruning {
  readonly pruners: readonly Pruner[];
  readonly objective: Objective;
}

/** A sweep ready to run: its search, and the first generation that it proposes. */
export interface SweepPlan extends Sweep {
  readonly search: Search;
  /** What ends trials early; absent where nothing does. */
  readonly pruning?: Pruning;
  /** The first proposal. */
  readonly generation: Generation;
  /** The trials of the first proposal. With grid and random search these are all trials, except in very long sweeps. */
  readonly trials: readonly RunnableTrial[];
}

/**
 * Plans a sweep, and finds everything that can be wrong with a sweep file before anything is run or stored.
 *
 * @throws InvalidSweepError when the schemas of plugins do not allow the configuration of a draw.
 * @throws SparsweepError `invalid-sweep` when the search has no budget and does not end by itself.
 */
export function planSweep(sweep: Sweep, catalog: Catalog): SweepPlan {
  const search = searchOf(sweep, catalog);
  const generation = search.next([]);
  const pruning = pruningOf(sweep.spec, catalog);
  const trials = planTrials(sweep, generation.draws, 0);
  return { ...sweep, search, ...(pruning && { pruning }), generation, trials };
}

/** What ends the trials of a sweep early; undefined if nothing does. */
export function pruningOf({ search }: SweepSpec, catalog: Catalog): Pruning | undefined {
  const {
    earlyTerminate,
    metrics: [objective],
  } = search;
  if (earlyTerminate.length === 0 || objective === undefined) return undefined;
  const pruners = earlyTerminate.map(({ use, ...options }) => {
    const plugin = catalog.pruners.find(({ name }) => name === use);
    if (plugin === undefined)
      throw new SparsweepError(
        'unknown-plugin',
        `unknown pruner "${use}"; available: ${catalog.pruners.map(({ name }) => name).join(', ')}`,
      );
    return plugin.start(options);
  });
  return { pruners, objective };
}

import type { Catalog } from '../catalog/catalog.ts';
import { SparsweepError } from '../plugin/errors.ts';
import type { SamplerPlugin } from '../search/sampler.ts';
import { type Search, startSearch } from '../search/search.ts';
import type { SweepSpec } from '../spec/sweepSpec.ts';
import { randomStreams } from './randomStreams.ts';

/** A search without a budget has at most so many configurations: a grid that is larger is a mistake of the file. */
const MOST_CONFIGURATIONS = 100_000;

/**
 * Begins the search of a spec.
 *
 * @throws SparsweepError `invalid-sweep`, from `next`, when there is no budget and no end in sight, or when nothing at
 * all can be proposed.
 */
export function searchOf(spec: SweepSpec, catalog: Catalog): Search {
  const budget = configurationBudget(spec);
  const search = startSearch({
    sampler: samplerNamed(spec.search.method, catalog),
    options: { ...spec.search.options },
    problem: {
      space: spec.space,
      objectives: spec.metrics.length,
      budget: budget ?? MOST_CONFIGURATIONS + 1,
      random: randomStreams(spec.search.seed),
    },
    enqueued: [],
    satisfies: () => true,
  });
  return {
    next: (history) => {
      const generation = search.next(history);
      if (budget === undefined && history.length + generation.draws.length > MOST_CONFIGURATIONS) {
        throw new SparsweepError(
          'invalid-sweep',
          `${spec.path}: the search has more than ${MOST_CONFIGURATIONS} configurations; ` +
            'list fewer values, use larger steps, or set search.trials',
        );
      }
      return generation;
    },
  };
}

/** How many configurations the budget of trials allows; undefined where the search ends by itself. */
function configurationBudget({ search: { trials }, replicates }: SweepSpec): number | undefined {
  return trials === undefined ? undefined : Math.floor(trials / replicates);
}

function samplerNamed(name: string, catalog: Catalog): SamplerPlugin {
  const sampler = catalog.samplers.find((candidate) => candidate.name === name);
  if (sampler === undefined) throw new SparsweepError('unknown-plugin', `there is no search method \`${name}\``);
  return sampler;
}

import type { Catalog } from '../catalog/catalog.ts';
import { SparsweepError } from '../plugin/errors.ts';
import type { Outcome, SamplerPlugin } from '../search/sampler.ts';
import type { Draw } from '../search/space.ts';
import type { SweepSpec } from '../spec/sweepSpec.ts';
import { randomStreams } from './randomStreams.ts';

/** A search without a budget has at most so many configurations: a grid that is larger is a mistake of the file. */
const MOST_CONFIGURATIONS = 100_000;

/** Generations of draws: each is asked for when all outcomes of those before it are known. */
export interface Search {
  /** The next generation; empty when the budget is spent or the space exhausted. */
  next(history: readonly Outcome[]): readonly Draw[];
}

/**
 * Begins the search of a spec.
 *
 * @throws SparsweepError `invalid-sweep`, from `next`, when there is no budget and no end in sight.
 */
export function startSearch(spec: SweepSpec, catalog: Catalog): Search {
  const plugin = samplerNamed(spec.search.method, catalog);
  const sampler = plugin.start(spec.space, { ...spec.search.options }, randomStreams(spec.search.seed));
  const budget = configurationBudget(spec);
  return {
    next: (history) => {
      const left = (budget ?? MOST_CONFIGURATIONS + 1) - history.length;
      const draws = sampler.ask(Math.max(0, Math.min(left, plugin.generation)), history);
      if (budget === undefined && history.length + draws.length > MOST_CONFIGURATIONS) {
        throw new SparsweepError(
          'invalid-sweep',
          `${spec.path}: the search has more than ${MOST_CONFIGURATIONS} configurations; ` +
            'list fewer values, use larger steps, or set search.trials',
        );
      }
      return draws;
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

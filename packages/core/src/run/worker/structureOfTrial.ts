import { SparsweepError } from '../../plugin/errors.ts';
import type { Structure } from '../../plugin/structure.ts';
import type { SweepPlan } from '../plan/planSweep.ts';
import { RecentCache } from './recentCache.ts';
import { datasetOf, structureOf } from './structureOf.ts';

/**
 * The structure of a planned trial. Its dataset is loaded, for the widths of the first layer and the last.
 *
 * @param number of the trial in the sweep, among those that are planned.
 * @throws SparsweepError `not-found` when there is no such trial, and what its dataset or regularizers throw.
 */
export async function structureOfTrial({ spec, trials }: SweepPlan, number: number): Promise<Structure> {
  const trial = trials.find((candidate) => candidate.number === number);
  if (trial === undefined) {
    throw new SparsweepError(
      'not-found',
      `${spec.name} has no trial ${number}; its trials are 0 to ${trials.length - 1}`,
    );
  }
  const { modules, folder } = spec.origin;
  const sources = { modules, folder, dataSeed: spec.search.seed };
  const dataset = await datasetOf(trial.configuration, sources, new RecentCache(1));
  const { structure } = await structureOf(trial.configuration, dataset, sources);
  return structure;
}

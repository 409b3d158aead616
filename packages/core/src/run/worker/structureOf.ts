import { importPlugin } from '../../catalog/importPlugin.ts';
import type { Dataset } from '../../plugin/dataset.ts';
import type { Hyperparameters } from '../../plugin/engine.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import type { Regularizer } from '../../plugin/regularizer.ts';
import type { Structure } from '../../plugin/structure.ts';
import type { TrialConfiguration } from '../../sweepfile/configuration.ts';
import type { Job } from '../execute/job.ts';
import type { SweepPlan } from '../plan/planSweep.ts';
import { trialStructure } from '../plan/trialStructure.ts';
import { loadFrom } from './datasets.ts';
import { RecentCache } from './recentCache.ts';

/** Where the plugins and the data of a configuration come from. */
type Sources = Pick<Job, 'modules' | 'folder' | 'dataSeed'>;

/**
 * The dataset of a configuration.
 *
 * @throws SparsweepError naming the dataset and why it cannot be loaded.
 */
export async function datasetOf(
  { dataset }: TrialConfiguration,
  { modules, folder, dataSeed }: Sources,
  datasets: RecentCache<Dataset>,
): Promise<Dataset> {
  const { use, split: _, ...options } = dataset;
  return datasets.get(JSON.stringify([use, options, dataSeed]), async () => {
    const plugin = await importPlugin('dataset', modules.dataset[use] ?? use);
    return loadFrom(plugin, use, options, dataSeed, folder);
  });
}

/**
 * What shapes the training step of a configuration on its dataset, and the numbers that do not.
 *
 * @throws SparsweepError `broken-plugin` for a regularizer that cannot be loaded.
 */
export async function structureOf(
  configuration: TrialConfiguration,
  dataset: Dataset,
  sources: Pick<Sources, 'modules'>,
): Promise<{ readonly structure: Structure; readonly hyperparameters: Hyperparameters }> {
  const shape = { inputs: dataset.features.columns, classes: dataset.levels.at(-1)?.classes.length ?? 0 };
  return trialStructure(configuration, shape, await regularizersOf(configuration, sources));
}

/** Loads the regularizers that a configuration uses, by the names it uses. */
async function regularizersOf(
  { model }: TrialConfiguration,
  { modules }: Pick<Sources, 'modules'>,
): Promise<Readonly<Record<string, Regularizer>>> {
  const uses = new Set([...model.layers, model.output].flatMap((layer) => layer.regularizers.map(({ use }) => use)));
  const loaded = [...uses].map(async (use) => {
    return [use, await importPlugin('regularizer', modules.regularizer[use] ?? use)] as const;
  });
  return Object.fromEntries(await Promise.all(loaded));
}

/**
 * The structure of a planned trial. Loads its dataset, which determines the widths of the first and the last layer.
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

import type { Dataset, DatasetPlugin } from '../../plugin/dataset.ts';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import type { JsonObject } from '../../plugin/json.ts';
import { derivedSeed } from '../plan/randomStreams.ts';
import { checkDataset } from './checkDataset.ts';

/**
 * Loads a dataset from its plugin.
 *
 * @param use what the user calls the plugin.
 * @param seed seed of the sweep's data, from which the plugin's own is derived.
 * @param folder the folder of the sweep file.
 * @throws SparsweepError naming the dataset and why it cannot be had.
 */
export async function loadFrom(
  plugin: DatasetPlugin,
  use: string,
  options: JsonObject,
  seed: number,
  folder: string,
): Promise<Dataset> {
  try {
    const dataset = await plugin.load({ ...options }, { seed: derivedSeed(seed, 'dataset'), folder });
    checkDataset(dataset);
    return dataset;
  } catch (thrown) {
    const code = thrown instanceof SparsweepError ? thrown.code : 'broken-plugin';
    throw new SparsweepError(code, `dataset \`${use}\`: ${messageOf(thrown)}`, { cause: thrown });
  }
}

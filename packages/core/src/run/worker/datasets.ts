import type { Catalog } from '../../catalog/catalog.ts';
import { importPlugin } from '../../catalog/importPlugin.ts';
import { locatePlugin } from '../../catalog/locatePlugin.ts';
import type { Dataset, DatasetPlugin } from '../../plugin/dataset.ts';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import type { JsonObject, JsonValue } from '../../plugin/json.ts';
import { visibleText } from '../../plugin/visibleText.ts';
import { unusable } from '../../sweepfile/loadPlugins.ts';
import { render } from '../../sweepfile/messages/messages.ts';
import { pluginSchemaOf } from '../../sweepfile/pluginSchemas.ts';
import { optionsValidator } from '../../sweepfile/validators.ts';
import { readYaml } from '../../sweepfile/yaml.ts';
import { derivedSeed } from '../plan/randomStreams.ts';

/** A dataset as the command line requests it. */
export interface DatasetRequest {
  /** Name, path or package. */
  readonly use: string;
  /** `option=value` texts; values are YAML. */
  readonly sets: readonly string[];
  /** Seed of the sweep that the data would belong to. */
  readonly seed: number;
  readonly folder: string;
}

/**
 * Loads a dataset outside a sweep.
 *
 * @throws SparsweepError `unknown-plugin`, or `invalid-option` naming every option that is wrong.
 */
export async function loadDataset({ use, sets, seed, folder }: DatasetRequest, catalog: Catalog): Promise<Dataset> {
  const plugin = await importPlugin('dataset', located(use, folder, catalog));
  const checked = optionsValidator(pluginSchemaOf(plugin))(Object.fromEntries(sets.map(readSetting)));
  if ('options' in checked) return loadFrom(plugin, use, checked.options, seed, folder);
  const lines = checked.problems.map((problem) => {
    const { message, notes } = render(problem);
    return [`dataset ${use}: ${message}`, ...notes].join('\n  ');
  });
  throw new SparsweepError('invalid-option', lines.join('\n'));
}

function located(use: string, folder: string, catalog: Catalog): string {
  try {
    return locatePlugin('dataset', use, folder, catalog);
  } catch (thrown) {
    if (!(thrown instanceof SparsweepError)) throw thrown;
    const { message, notes } = render(unusable(thrown, 'dataset', use, catalog));
    throw new SparsweepError('unknown-plugin', [message, ...notes].join('\n  '));
  }
}

function readSetting(setting: string): readonly [string, JsonValue] {
  const equals = setting.indexOf('=');
  if (equals < 1) {
    throw new SparsweepError(
      'invalid-option',
      `--set ${visibleText(setting)}: write option=value, such as --set nSamples=1000`,
    );
  }
  const read = readYaml(setting.slice(equals + 1));
  if ('data' in read) return [setting.slice(0, equals), read.data];
  throw new SparsweepError('invalid-option', `--set ${visibleText(setting)}: ${render(read.error).message}`);
}

/**
 * Loads a dataset from its plugin.
 *
 * @param use the plugin as the user named it.
 * @param seed seed of the sweep's data, from which the plugin's own is derived.
 * @param folder the folder of the sweep file.
 * @throws SparsweepError naming the dataset and why it cannot be loaded.
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

/**
 * Checks that the parts of a dataset fit together: missing values would be trained on as zeros.
 *
 * @throws SparsweepError `broken-plugin` naming the part that does not fit.
 */
export function checkDataset({ features, featureNames, levels }: Dataset): void {
  const { rows, columns, values } = features;
  expectCount(`values in features of ${rows} rows and ${columns} columns`, values.length, rows * columns);
  if (featureNames !== undefined) expectCount('featureNames', featureNames.length, columns);
  for (const { name, classes, labels } of levels) {
    expectCount(`labels in level \`${name}\``, labels.length, rows);
    const odd = labels.find((label) => classes[label] === undefined);
    if (odd !== undefined) {
      throw new SparsweepError(
        'broken-plugin',
        `level \`${name}\` has the label ${odd}, and ${classes.length} classes`,
      );
    }
  }
}

function expectCount(what: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new SparsweepError('broken-plugin', `it yielded ${found} ${what}; there must be ${expected}`);
}

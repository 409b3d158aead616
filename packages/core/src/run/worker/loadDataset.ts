import type { Catalog } from '../../catalog/catalog.ts';
import { importPlugin } from '../../catalog/importPlugin.ts';
import { locatePlugin } from '../../catalog/locatePlugin.ts';
import type { Dataset } from '../../plugin/dataset.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import type { JsonValue } from '../../plugin/json.ts';
import { visibleText } from '../../plugin/visibleText.ts';
import { unusable } from '../../sweepfile/loadPlugins.ts';
import { render } from '../../sweepfile/messages/messages.ts';
import { pluginSchemaOf } from '../../sweepfile/pluginSchemas.ts';
import { optionsValidator } from '../../sweepfile/validators.ts';
import { readYaml } from '../../sweepfile/yaml.ts';
import { loadFrom } from './loadFrom.ts';

/** A dataset as the command line asks for it. */
export interface DatasetRequest {
  /** Name, path or package. */
  readonly use: string;
  /** `option=value` texts; values are YAML. */
  readonly sets: readonly string[];
  /** Seed of the sweep whose data it would be. */
  readonly seed: number;
  readonly folder: string;
}

/**
 * Loads a dataset by itself, outside any sweep.
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

import {
  type Catalog,
  importPlugin,
  type Manifest,
  pluginSchemaOf,
  pruners,
  samplers,
  sweepSchema,
} from '@sparsweep/core';
import { optimizers } from '@sparsweep/training';

/** The plugins that come with this program: a sweep file names them without a path. */
export const catalog: Catalog = {
  modules: {
    dataset: ownModules('dataset', ['classification', 'csv', 'digits']),
    regularizer: ownModules('regularizer', ['k-sparse', 'l1', 'top-k']),
    engine: ownModules('engine', ['tfjs', 'wasm']),
  },
  optimizers,
  samplers,
  pruners,
};

/** The module of each name. By convention a package is named after kind and name. */
function ownModules(kind: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, import.meta.resolve(`@sparsweep/${kind}-${name}`)]));
}

/** The datasets and regularizers that come with this program, loaded. */
export async function ownPlugins(): Promise<{
  readonly datasets: readonly Manifest[];
  readonly regularizers: readonly Manifest[];
}> {
  const { dataset, regularizer } = catalog.modules;
  const [datasets, regularizers] = await Promise.all([
    Promise.all(Object.values(dataset).map((url) => importPlugin('dataset', url))),
    Promise.all(Object.values(regularizer).map((url) => importPlugin('regularizer', url))),
  ]);
  return { datasets, regularizers };
}

/** The JSON Schema of sweep files for editors, with the options of every plugin of the catalog. */
export async function publishedSchema(): Promise<string> {
  const { datasets, regularizers } = await ownPlugins();
  const schema = sweepSchema({
    datasets: datasets.map(pluginSchemaOf),
    regularizers: regularizers.map(pluginSchemaOf),
    optimizers: catalog.optimizers.map(pluginSchemaOf),
    samplers: catalog.samplers.map(pluginSchemaOf),
    pruners: catalog.pruners.map(pluginSchemaOf),
  });
  return `${JSON.stringify(schema)}\n`;
}

import { sweepSchema, pluginSchemaOf } from '@sparsweep/core';
import { catalog } from './catalog.ts';
import { ownPlugins } from './ownPlugins.ts';

/** The JSON Schema that editors complete sweep files from: it knows the options of every plugin that comes along. */
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

import { sweepSchema, vocabularyEntry } from '@sparsweep/core';
import { catalog } from './catalog.ts';
import { ownPlugins } from './ownPlugins.ts';

/** The JSON Schema that editors complete sweep files from: it knows the options of every plugin that comes along. */
export async function publishedSchema(): Promise<string> {
  const { datasets, regularizers } = await ownPlugins();
  const schema = sweepSchema({
    datasets: datasets.map(vocabularyEntry),
    regularizers: regularizers.map(vocabularyEntry),
    optimizers: catalog.optimizers.map(vocabularyEntry),
    samplers: catalog.samplers.map(vocabularyEntry),
    pruners: catalog.pruners.map(vocabularyEntry),
  });
  return `${JSON.stringify(schema)}\n`;
}

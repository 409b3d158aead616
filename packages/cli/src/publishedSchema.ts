import { importPlugin, sweepSchema, vocabularyEntry } from '@sparsweep/core';
import { catalog } from './catalog.ts';

/** The JSON Schema that editors complete sweep files from: it knows the options of every plugin that comes along. */
export async function publishedSchema(): Promise<string> {
  const { dataset, regularizer } = catalog.modules;
  const datasets = await Promise.all(Object.values(dataset).map((url) => importPlugin('dataset', url)));
  const regularizers = await Promise.all(Object.values(regularizer).map((url) => importPlugin('regularizer', url)));
  const schema = sweepSchema({
    datasets: datasets.map(vocabularyEntry),
    regularizers: regularizers.map(vocabularyEntry),
    optimizers: catalog.optimizers.map(vocabularyEntry),
    samplers: catalog.samplers.map(vocabularyEntry),
  });
  return `${JSON.stringify(schema)}\n`;
}

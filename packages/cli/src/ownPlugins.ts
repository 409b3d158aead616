import { importPlugin, type Manifest } from '@sparsweep/core';
import { catalog } from './catalog.ts';

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

import { type Catalog, pruners, samplers } from '@sparsweep/core';
import { optimizers } from '@sparsweep/training';

/** Everything that a sweep file can name without a path: what this program comes with. */
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

/** The module of each name, by the convention that kind and name make the name of its package. */
function ownModules(kind: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, import.meta.resolve(`@sparsweep/${kind}-${name}`)]));
}

import { type Catalog, pruners, samplers } from '@sparsweep/core';
import { optimizers } from '@sparsweep/training';

/** The plugins of the program. */
export const catalog: Catalog = {
  modules: {
    dataset: own('dataset', ['classification', 'csv', 'digits']),
    regularizer: own('regularizer', ['k-sparse', 'l1', 'top-k']),
    engine: own('engine', ['tfjs', 'wasm']),
  },
  optimizers,
  samplers,
  pruners,
};

function own(kind: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, import.meta.resolve(`@sparsweep/${kind}-${name}`)]));
}

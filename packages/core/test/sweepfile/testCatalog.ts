import type { Catalog } from '../../src/catalog/catalog.ts';
import { defineOptimizer, Type } from '../../src/plugin.ts';
import { pruners } from '../../src/search/pruners/pruners.ts';
import { grid } from '../../src/search/samplers/grid.ts';
import { random } from '../../src/search/samplers/random.ts';

function pluginUrl(file: string): string {
  return new URL(`./plugins/${file}.ts`, import.meta.url).href;
}

function optimizer(name: string) {
  return defineOptimizer({
    name,
    summary: 'Moves parameters against their gradients.',
    options: Type.Object({
      learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.001, description: 'Size of a step.' }),
    }),
    slots: 0,
    step: (parameter, _gradient, slots) => ({ parameter, slots }),
  });
}

/** A few plugins without dependencies, for sweep files in tests. */
export const testCatalog: Catalog = {
  modules: {
    dataset: { points: pluginUrl('points'), table: pluginUrl('table') },
    regularizer: {
      clip: pluginUrl('clip'),
      'k-sparse': pluginUrl('kSparse'),
      l1: pluginUrl('l1'),
      'top-k': pluginUrl('topK'),
    },
    // Reading a sweep does not load its engine.
    engine: { tfjs: pluginUrl('engine'), wasm: pluginUrl('engine') },
  },
  optimizers: [optimizer('adam'), optimizer('sgd')],
  samplers: [grid, random],
  pruners,
};

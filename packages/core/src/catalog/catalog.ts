import type { Optimizer } from '../plugin/optimizer.ts';
import type { PrunerPlugin } from '../search/pruner.ts';
import type { SamplerPlugin } from '../search/sampler.ts';

/** The kinds of plugin that are separate modules, loaded when a sweep file uses them. */
export type ModuleKind = 'dataset' | 'regularizer' | 'engine';

/** The built-in plugins: the names that a sweep file may use without a path or a package. */
export interface Catalog {
  /** The module URL of each plugin, by kind and name. Modules are loaded on use. */
  readonly modules: Readonly<Record<ModuleKind, Readonly<Record<string, string>>>>;
  readonly optimizers: readonly Optimizer[];
  readonly samplers: readonly SamplerPlugin[];
  readonly pruners: readonly PrunerPlugin[];
}

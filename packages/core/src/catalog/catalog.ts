import type { Optimizer } from '../plugin/optimizer.ts';
import type { PrunerPlugin } from '../search/pruner.ts';
import type { SamplerPlugin } from '../search/sampler.ts';

/** The kinds of plugin that are modules of their own, named in a sweep file and loaded where they are used. */
export type ModuleKind = 'dataset' | 'regularizer' | 'engine';

/** What comes with the program: the names that a sweep file may use without a path or a package. */
export interface Catalog {
  /** For each kind, the URL of the module by plugin name. Nothing is loaded until it is used. */
  readonly modules: Readonly<Record<ModuleKind, Readonly<Record<string, string>>>>;
  readonly optimizers: readonly Optimizer[];
  readonly samplers: readonly SamplerPlugin[];
  readonly pruners: readonly PrunerPlugin[];
}

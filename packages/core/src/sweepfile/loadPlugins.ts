import type { Catalog, ModuleKind } from '../catalog/catalog.ts';
import { importPlugin } from '../catalog/importPlugin.ts';
import { locatePlugin } from '../catalog/locatePlugin.ts';
import { SparsweepError } from '../plugin/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { Path } from '../search/jsonPointer.ts';
import { DEFAULT_OPTIMIZER } from './configurationSchema.ts';
import type { Message } from './messages/messages.ts';
import { nearest } from './nearest.ts';
import { checkOptionsSchema, type PluginSchema, type PluginSchemas, pluginSchemaOf } from './pluginSchemas.ts';
import type { PathProblem } from './problem.ts';

/** A plugin that a sweep file names, and where. */
interface UsedPlugin {
  readonly kind: 'dataset' | 'regularizer' | 'optimizer';
  readonly use: string;
  readonly path: Path;
}

/** The keys below which a `use` names a plugin of a kind. */
const KIND_OF_KEY: ReadonlyMap<string, UsedPlugin['kind']> = new Map([
  ['dataset', 'dataset'],
  ['regularizers', 'regularizer'],
  ['optimizer', 'optimizer'],
]);

/** Every plugin that a sweep file names, also inside sets of values. */
export function usedPlugins(data: JsonObject): readonly UsedPlugin[] {
  return visit(data, [], undefined);
}

function visit(value: JsonValue, path: Path, kind: UsedPlugin['kind'] | undefined): readonly UsedPlugin[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => visit(item, [...path, i], kind));
  if (!isJsonObject(value)) return [];
  const { use } = value;
  const isPlugin = kind !== undefined && typeof use === 'string';
  const own: readonly UsedPlugin[] = isPlugin ? [{ kind, use, path: [...path, 'use'] }] : [];
  const below = Object.entries(value).flatMap(([key, item]) => {
    // The items of a set of values are plugins of the same kind; the options of a plugin are not.
    return visit(item, [...path, key], KIND_OF_KEY.get(key) ?? (isPlugin ? undefined : kind));
  });
  return [...own, ...below];
}

/** The URL of each plugin module that a sweep uses, by its name in the sweep file. */
export interface PluginModules {
  readonly dataset: Readonly<Record<string, string>>;
  readonly regularizer: Readonly<Record<string, string>>;
}

const MOST_MISSING = 50;

/** Loads the plugins that a sweep file names; returns a problem for each that cannot be loaded. */
export async function loadPlugins(
  used: readonly UsedPlugin[],
  folder: string,
  catalog: Catalog,
): Promise<{
  readonly pluginSchemas: PluginSchemas;
  readonly modules: PluginModules;
  readonly problems: readonly PathProblem[];
}> {
  const [datasets, regularizers] = [new Map<string, Loaded>(), new Map<string, Loaded>()];
  const problems: PathProblem[] = [];
  for (const { kind, use, path } of used) {
    // Searching for a plugin takes a while, and no more problems are shown.
    if (problems.length > MOST_MISSING) break;
    if (kind === 'optimizer') {
      problems.push(...unknownOptimizer(use, path, catalog));
      continue;
    }
    const loaded = kind === 'dataset' ? datasets : regularizers;
    if (loaded.has(use)) continue;
    try {
      loaded.set(use, await loadPlugin(kind, use, folder, catalog));
    } catch (thrown) {
      if (!(thrown instanceof SparsweepError)) throw thrown;
      problems.push({ path, ...unusable(thrown, kind, use, catalog) });
    }
  }
  return {
    pluginSchemas: {
      datasets: [...datasets.values()].map(({ entry }) => entry),
      regularizers: [...regularizers.values()].map(({ entry }) => entry),
      optimizers: usedOptimizers(used, catalog),
      samplers: catalog.samplers.map(pluginSchemaOf),
      pruners: catalog.pruners.map(pluginSchemaOf),
    },
    modules: { dataset: urlsOf(datasets), regularizer: urlsOf(regularizers) },
    problems,
  };
}

interface Loaded {
  readonly url: string;
  readonly entry: PluginSchema;
}

/** The keys of a sweep file that are next to a plugin's options. */
const TAKEN = { dataset: ['use', 'split'], regularizer: ['use'] } as const;

async function loadPlugin(
  kind: 'dataset' | 'regularizer',
  use: string,
  folder: string,
  catalog: Catalog,
): Promise<Loaded> {
  const url = locatePlugin(kind, use, folder, catalog);
  // The sweep file refers to a plugin by the path or package that it names.
  const entry = { ...pluginSchemaOf(await importPlugin(kind, url)), name: use };
  if (!Object.hasOwn(catalog.modules[kind], use)) checkOptionsSchema(entry, TAKEN[kind]);
  return { url, entry };
}

function urlsOf(loaded: ReadonlyMap<string, Loaded>): Readonly<Record<string, string>> {
  return Object.fromEntries([...loaded].map(([use, { url }]) => [use, url]));
}

/** The optimizers that the file names, and the default one. */
function usedOptimizers(used: readonly UsedPlugin[], catalog: Catalog): readonly PluginSchema[] {
  const names = new Set(used.filter(({ kind }) => kind === 'optimizer').map(({ use }) => use));
  return catalog.optimizers.filter(({ name }) => name === DEFAULT_OPTIMIZER || names.has(name)).map(pluginSchemaOf);
}

function unknownOptimizer(use: string, path: Path, catalog: Catalog): readonly PathProblem[] {
  const available = catalog.optimizers.map(({ name }) => name);
  if (available.includes(use)) return [];
  const data = { kind: 'optimizer', name: use, meant: nearest(use, available), available, isOpen: false };
  return [{ path, id: 'unknown-plugin', data }];
}

/** The URL of the engine that a sweep names, or what is wrong with it. */
export function locateEngine(
  { run }: JsonObject,
  folder: string,
  catalog: Catalog,
): { readonly url: string; readonly problems: readonly PathProblem[] } {
  const { engine = 'wasm' } = isJsonObject(run) ? run : {};
  if (typeof engine !== 'string') return { url: '', problems: [] };
  try {
    return { url: locatePlugin('engine', engine, folder, catalog), problems: [] };
  } catch (thrown) {
    if (!(thrown instanceof SparsweepError)) throw thrown;
    return { url: '', problems: [{ path: ['run', 'engine'], ...unusable(thrown, 'engine', engine, catalog) }] };
  }
}

/** Why a plugin that is named by name, path or package cannot be used. */
export function unusable({ code, message }: SparsweepError, kind: ModuleKind, use: string, catalog: Catalog): Message {
  if (code !== 'unknown-plugin') return { id: 'broken-plugin', data: { reason: message } };
  const isFile = /\.[cm]?[jt]s$/.test(use);
  if (isFile || use.includes('/')) {
    const path = isFile && !/^\.|\//.test(use) ? `./${use}` : undefined;
    return { id: 'plugin-not-found', data: { reason: message, path } };
  }
  const available = Object.keys(catalog.modules[kind]);
  return { id: 'unknown-plugin', data: { kind, name: use, meant: nearest(use, available), available, isOpen: true } };
}

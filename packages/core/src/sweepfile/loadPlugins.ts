import type { Catalog } from '../catalog/catalog.ts';
import { importPlugin } from '../catalog/importPlugin.ts';
import { locatePlugin } from '../catalog/locatePlugin.ts';
import { SparsweepError } from '../plugin/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { Path } from '../search/jsonPointer.ts';
import { DEFAULT_OPTIMIZER } from './configurationSchema.ts';
import { checkOptionsSchema, type PluginSchema, type PluginSchemas, pluginSchemaOf } from './pluginSchemas.ts';
import { allowedNote, suggestion } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';

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

/** Every plugin that the file names, in whatever set of values it stands. */
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
    // Only a set of values, which has no `use` of its own, hands the kind down.
    const handedDown = isPlugin ? undefined : kind;
    return visit(item, [...path, key], KIND_OF_KEY.get(key) ?? handedDown);
  });
  return [...own, ...below];
}

/** The URL of each module that a sweep uses, by what the sweep file calls it. */
export interface PluginModules {
  readonly dataset: Readonly<Record<string, string>>;
  readonly regularizer: Readonly<Record<string, string>>;
}

const MOST_MISSING = 50;

/** Loads the plugins that a sweep file names, and says which are not to be had. */
export async function loadPlugins(
  used: readonly UsedPlugin[],
  folder: string,
  catalog: Catalog,
): Promise<{
  readonly pluginSchemas: PluginSchemas;
  readonly modules: PluginModules;
  readonly problems: readonly SchemaProblem[];
}> {
  const [datasets, regularizers] = [new Map<string, Loaded>(), new Map<string, Loaded>()];
  const problems: SchemaProblem[] = [];
  for (const { kind, use, path } of used) {
    // To look for a plugin takes a while, and of so many that are not there no more are shown.
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
      problems.push(unusable(thrown, kind, use, path, catalog));
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

/** The keys that stand beside a plugin's options. */
const TAKEN = { dataset: ['use', 'split'], regularizer: ['use'] } as const;

async function loadPlugin(
  kind: 'dataset' | 'regularizer',
  use: string,
  folder: string,
  catalog: Catalog,
): Promise<Loaded> {
  const url = locatePlugin(kind, use, folder, catalog);
  // A plugin that was named by path or package is known in this file by just those words.
  const entry = { ...pluginSchemaOf(await importPlugin(kind, url)), name: use };
  if (!Object.hasOwn(catalog.modules[kind], use)) checkOptionsSchema(entry, TAKEN[kind]);
  return { url, entry };
}

function urlsOf(loaded: ReadonlyMap<string, Loaded>): Readonly<Record<string, string>> {
  return Object.fromEntries([...loaded].map(([use, { url }]) => [use, url]));
}

/** The optimizers that the file names, and the one that is used where it names none. */
function usedOptimizers(used: readonly UsedPlugin[], catalog: Catalog): readonly PluginSchema[] {
  const names = new Set(used.filter(({ kind }) => kind === 'optimizer').map(({ use }) => use));
  return catalog.optimizers.filter(({ name }) => name === DEFAULT_OPTIMIZER || names.has(name)).map(pluginSchemaOf);
}

function unknownOptimizer(use: string, path: Path, catalog: Catalog): readonly SchemaProblem[] {
  const names = catalog.optimizers.map(({ name }) => name);
  if (names.includes(use)) return [];
  return [
    { path, message: `there is no optimizer \`${use}\``, notes: [...suggestion(use, names), allowedNote(names)] },
  ];
}

function unusable(
  { code, message }: SparsweepError,
  kind: 'dataset' | 'regularizer',
  use: string,
  path: Path,
  catalog: Catalog,
): SchemaProblem {
  if (code !== 'unknown-plugin') return { path, message, notes: [] };
  if (/\.[cm]?[jt]s$/.test(use)) {
    return { path, message, notes: /^\.|\//.test(use) ? [] : [`a path begins with ./, as in ./${use}`] };
  }
  if (use.includes('/')) return { path, message, notes: [] };
  const names = Object.keys(catalog.modules[kind]);
  const elsewhere = `or the path of a file (./my-${kind}.ts), or the name of a package`;
  const notes = [...suggestion(use, names), allowedNote(names), elsewhere];
  return { path, message: `there is no ${kind} \`${use}\``, notes };
}

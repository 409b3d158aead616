import type { DatasetPlugin } from '../plugin/dataset.ts';
import type { Engine } from '../plugin/engine.ts';
import { messageOf, SparsweepError } from '../plugin/errors.ts';
import type { Regularizer } from '../plugin/regularizer.ts';
import type { ModuleKind } from './catalog.ts';
import './ownPackages.ts';

/** The default export of a module of each kind. */
interface PluginOf {
  readonly dataset: DatasetPlugin;
  readonly regularizer: Regularizer;
  readonly engine: Engine;
}

/** The required properties of a plugin of each kind. */
const ESSENTIALS: Readonly<Record<ModuleKind, Readonly<Record<string, 'string' | 'object' | 'function'>>>> = {
  dataset: { name: 'string', summary: 'string', options: 'object', load: 'function' },
  regularizer: { name: 'string', summary: 'string', options: 'object' },
  engine: { name: 'string', compile: 'function', describe: 'function' },
};

/**
 * Loads the module at `url` and returns its default export.
 *
 * @throws SparsweepError `broken-plugin` if the module cannot be loaded or does not export a plugin of the kind.
 */
export async function importPlugin<Kind extends ModuleKind>(kind: Kind, url: string): Promise<PluginOf[Kind]> {
  const module = await import(url).catch((thrown: unknown) => {
    const [reason] = messageOf(thrown).split('\n');
    const message = `${shownUrl(url)} cannot be loaded: ${reason}${placeOf(thrown)}`;
    throw new SparsweepError('broken-plugin', message, { cause: thrown });
  });
  const plugin: unknown = module.default;
  if (isPluginOf(kind, plugin)) return plugin;
  throw new SparsweepError(
    'broken-plugin',
    `${shownUrl(url)} is not a ${kind}: it must \`export default\` what define${kind[0]?.toUpperCase()}${kind.slice(1)} returns`,
  );
}

function isPluginOf<Kind extends ModuleKind>(kind: Kind, plugin: unknown): plugin is PluginOf[Kind] {
  if (typeof plugin !== 'object' || plugin === null || !('kind' in plugin) || plugin.kind !== kind) return false;
  return Object.entries(ESSENTIALS[kind]).every(([key, type]) => {
    const value: unknown = Reflect.get(plugin, key);
    return typeof value === type && value !== null;
  });
}

/** The location of a syntax error, from the first line of its stack; the message does not contain it. */
function placeOf(thrown: unknown): string {
  const [first = ''] = thrown instanceof SyntaxError ? (thrown.stack ?? '').split('\n') : [];
  return /:\d+$/.test(first) ? ` (${first})` : '';
}

function shownUrl(url: string): string {
  return decodeURI(url.replace(/^file:\/\//, ''));
}

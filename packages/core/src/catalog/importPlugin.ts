import type { DatasetPlugin } from '../plugin/dataset.ts';
import type { Engine } from '../plugin/engine.ts';
import { messageOf, SparsweepError } from '../plugin/errors.ts';
import type { Regularizer } from '../plugin/regularizer.ts';
import type { ModuleKind } from './catalog.ts';
import './ownPackages.ts';

/** What a module of each kind exports by default. */
interface PluginOf {
  readonly dataset: DatasetPlugin;
  readonly regularizer: Regularizer;
  readonly engine: Engine;
}

/** What a plugin of each kind cannot be without. */
const ESSENTIALS: Readonly<Record<ModuleKind, Readonly<Record<string, 'string' | 'object' | 'function'>>>> = {
  dataset: { name: 'string', summary: 'string', options: 'object', load: 'function' },
  regularizer: { name: 'string', summary: 'string', options: 'object' },
  engine: { name: 'string', compile: 'function', describe: 'function' },
};

/**
 * Loads the module at `url` and returns the plugin that it exports by default.
 *
 * @throws SparsweepError `broken-plugin` when the module cannot be loaded or exports no plugin of the kind.
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

/** Where a syntax error is, if its stack begins with that; its message does not say. */
function placeOf(thrown: unknown): string {
  const [first = ''] = thrown instanceof SyntaxError ? (thrown.stack ?? '').split('\n') : [];
  return /:\d+$/.test(first) ? ` (${first})` : '';
}

function shownUrl(url: string): string {
  return decodeURI(url.replace(/^file:\/\//, ''));
}

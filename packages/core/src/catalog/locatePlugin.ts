import { statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SparsweepError } from '../plugin/errors.ts';
import type { Catalog, ModuleKind } from './catalog.ts';
import { resolveFrom } from './ownPackages.ts';

/**
 * The URL of the module that `use` names: a plugin of the catalog, a file (`./my-plugin.ts`, relative to the sweep
 * file), or a package that can be imported from the sweep file's folder or comes with the program.
 *
 * @throws SparsweepError `unknown-plugin` when there is no such thing.
 */
export function locatePlugin(kind: ModuleKind, use: string, folder: string, catalog: Catalog): string {
  const own = catalog.modules[kind];
  const url = Object.hasOwn(own, use) ? own[use] : undefined;
  if (url !== undefined) return url;
  if (/^\.{1,2}[\\/]/.test(use) || isAbsolute(use)) {
    const file = resolve(folder, use);
    if (isFile(file)) return pathToFileURL(file).href;
    throw new SparsweepError('unknown-plugin', `there is no file ${file}`);
  }
  const inPackages = packageUrl(use, [pathToFileURL(join(folder, 'sweep.yaml')).href, import.meta.url]);
  if (inPackages !== undefined) return inPackages;
  throw new SparsweepError('unknown-plugin', `there is no ${kind} \`${use}\`, and no package of that name`);
}

/** Whether there is a file at a path: a path that no file can have, too long or with a NUL in it, is no other mistake. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The URL of a package as seen from the first of some places that knows it. */
function packageUrl(name: string, parents: readonly string[]): string | undefined {
  // A URL (`node:fs`, `data:...`) names no package.
  if (name.includes(':')) return undefined;
  for (const parent of parents) {
    try {
      return resolveFrom(name, parent);
    } catch {
      // Not to be found from here, but perhaps from the next place.
    }
  }
  return undefined;
}

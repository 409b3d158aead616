import { statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SparsweepError } from '../plugin/errors.ts';
import type { Catalog, ModuleKind } from './catalog.ts';
import { resolveFrom } from './ownPackages.ts';

/**
 * The URL of the module that `use` names: a plugin of the catalog, a file (`./my-plugin.ts`, relative to the sweep
 * file), or a package that is installed for the sweep file's folder or for this program.
 *
 * @throws SparsweepError `unknown-plugin` if it is none of these.
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

/** Whether a path is a file; false for invalid paths (too long, or with NUL) as well. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The URL of a package, resolved from the first parent that finds it. */
function packageUrl(name: string, parents: readonly string[]): string | undefined {
  // A URL (`node:fs`, `data:...`) is not a package.
  if (name.includes(':')) return undefined;
  for (const parent of parents) {
    try {
      return resolveFrom(name, parent);
    } catch {
      // Try the next parent.
    }
  }
  return undefined;
}

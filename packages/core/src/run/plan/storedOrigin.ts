import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import type { JsonObject } from '../../plugin/json.ts';

/**
 * What a sweep was run with that its file need not say, to be stored in its environment: the engine, if it is one of the
 * program's own, and the folder of the sweep file as seen from that of the database, if it lies in there. A folder
 * elsewhere is left out, for the way to it may name the user.
 *
 * @param db path of the database.
 */
export function rerunOrigin(
  { engine: url, folder }: { readonly engine: string; readonly folder: string },
  db: string,
  catalog: Catalog,
): JsonObject {
  const engine = Object.entries(catalog.modules.engine).find(([, module]) => module === url)?.[0];
  const way = relative(dirname(resolve(db)), folder);
  const isOutside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  return { ...(engine === undefined ? {} : { engine }), ...(isOutside ? {} : { folder: way || '.' }) };
}

/** The URL of the engine that a stored sweep was run with, as far as its environment says. */
export function originalEngine({ engine }: JsonObject, catalog: Catalog): string | undefined {
  const own = catalog.modules.engine;
  return typeof engine === 'string' && Object.hasOwn(own, engine) ? own[engine] : undefined;
}

/**
 * The folder that the sweep file of a stored sweep was in, as far as its environment says.
 *
 * @param db path of the database.
 */
export function originalFolder({ folder }: JsonObject, db: string): string | undefined {
  return typeof folder === 'string' ? resolve(dirname(resolve(db)), folder) : undefined;
}

/** What to call the engine of a URL: its name, or where it is. */
export function engineName(url: string, catalog: Catalog): string {
  const own = Object.entries(catalog.modules.engine).find(([, module]) => module === url);
  return own?.[0] ?? decodeURI(url.replace(/^file:\/\//, ''));
}

import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import type { JsonObject } from '../../plugin/json.ts';
import { type Draw, drawnValues, isActive, type Parameter, type Space } from '../../search/space.ts';
import type { SweepRow } from '../../store/read/rows.ts';
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import { InvalidSweepError } from '../../sweepfile/problem.ts';
import { readSweep } from '../../sweepfile/readSweep.ts';

/**
 * Reads a stored sweep again from its stored text.
 *
 * @param folder against which paths in it are read.
 * @param sets overrides, as `--set` gives them.
 * @throws SparsweepError `invalid-sweep` when the stored text is no longer valid, for example without a plugin that it names.
 */
export async function storedSweep(
  { id, name, specYaml }: SweepRow,
  folder: string,
  catalog: Catalog,
  sets: readonly string[] = [],
): Promise<Sweep> {
  try {
    return await readSweep({ text: specYaml, path: `${name} (sweep ${id})`, folder }, catalog, sets);
  } catch (thrown) {
    if (!(thrown instanceof InvalidSweepError)) throw thrown;
    const note = `Paths in the stored sweep file were read against ${folder}; name another folder with --folder.`;
    throw new SparsweepError(thrown.code, `${thrown.message}\n\n${note}`, { cause: thrown });
  }
}

/**
 * What a sweep is run with that its file need not say, to be stored in its environment: the engine, if it comes with the
 * program, and the folder of the sweep file relative to the database, if it is inside the database's folder. A folder
 * elsewhere is left out because its path may name the user.
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

/** The URL of the engine that a stored sweep was run with; undefined if its environment does not say. */
export function originalEngine({ engine }: JsonObject, catalog: Catalog): string | undefined {
  const own = catalog.modules.engine;
  return typeof engine === 'string' && Object.hasOwn(own, engine) ? own[engine] : undefined;
}

/**
 * The folder that the sweep file of a stored sweep was in; undefined if its environment does not say.
 *
 * @param db path of the database.
 */
export function originalFolder({ folder }: JsonObject, db: string): string | undefined {
  return typeof folder === 'string' ? resolve(dirname(resolve(db)), folder) : undefined;
}

/** The name of the engine at a URL, or else its path. */
export function engineName(url: string, catalog: Catalog): string {
  const own = Object.entries(catalog.modules.engine).find(([, module]) => module === url);
  return own?.[0] ?? decodeURI(url.replace(/^file:\/\//, ''));
}

/**
 * The draw whose `drawnValues` are these parameters. The sampler is not asked again.
 *
 * @throws SparsweepError `invalid-data` when they are not parameters of the space.
 */
export function storedDraw(space: Space, parameters: JsonObject): Draw {
  let draw: Draw = {};
  for (const parameter of space.parameters) {
    if (!isActive(parameter, draw)) continue;
    const drawn = drawnOf(parameter, parameters);
    if (drawn === undefined) throw misfit(parameters, `they have no value for \`${parameter.name}\` that it allows`);
    draw = { ...draw, [parameter.name]: drawn };
  }
  // Otherwise parameters that the sweep file does not have would go unnoticed. Compared as text, as they were stored.
  if (JSON.stringify(drawnValues(space, draw)) === JSON.stringify(parameters)) return draw;
  throw misfit(parameters, `its own are ${space.parameters.map(({ name }) => name).join(', ') || 'none'}`);
}

function drawnOf({ name, domain }: Parameter, parameters: JsonObject): number | undefined {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (domain.type !== 'choice') return typeof value === 'number' ? value : undefined;
  const choice = domain.labels.indexOf(value ?? null);
  return value === undefined || choice === -1 ? undefined : choice;
}

function misfit(parameters: JsonObject, reason: string): SparsweepError {
  const stored = JSON.stringify(parameters);
  return new SparsweepError(
    'invalid-data',
    `the stored parameters ${stored} do not fit the stored sweep file: ${reason}`,
  );
}

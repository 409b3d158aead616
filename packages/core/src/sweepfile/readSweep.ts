import type { Catalog } from '../catalog/catalog.ts';
import { locatePlugin } from '../catalog/locatePlugin.ts';
import { messageOf } from '../plugin/errors.ts';
import { isJsonObject, type JsonObject } from '../plugin/json.ts';
import { pointerOf } from '../search/jsonPointer.ts';
import { checkRelations } from './checkRelations.ts';
import { checkConstraints, checkEarlyTerminate, checkEnqueued, checkSearch } from './checkSearch.ts';
import { loadPlugins, usedPlugins } from './loadPlugins.ts';
import { parseOverride } from './overrides.ts';
import { allowedNote, InvalidSweepError, suggestion } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';
import { extractSpace } from './searchSpace.ts';
import { parseSweepDocument, placeProblems } from './sweepDocument.ts';
import type { Sweep } from './sweepSpec.ts';
import { toSweep } from './toSpec.ts';
import { validateSweep } from './validators.ts';

/** A sweep file's text and where it came from. */
export interface SweepSource {
  readonly text: string;
  /** The file's path as the user gave it: messages begin with it. */
  readonly path: string;
  /** The folder against which paths in the file are read. */
  readonly folder: string;
}

/**
 * Reads a sweep: YAML text to a validated spec and the compiler of its configurations.
 *
 * @param sets `--set path=value` arguments, put into the text first.
 * @throws InvalidSweepError with every problem at once, each with its place.
 */
export async function readSweep(source: SweepSource, catalog: Catalog, sets: readonly string[] = []): Promise<Sweep> {
  const parsed = parseSweepDocument(source.text, sets.map(parseOverride));
  if ('problems' in parsed) throw new InvalidSweepError(parsed.problems, source.path);
  const { data, locate } = parsed.document;

  const { pluginSchemas, modules, problems } = await loadPlugins(usedPlugins(data), source.folder, catalog);
  const { checked, searchedTypes } = validateSweep(data, pluginSchemas);
  const schemaProblems = 'problems' in checked ? checked.problems : [];
  // What an invalid part hides from the validator is taken for a number, lest references to it seem to lead nowhere.
  const hidden = schemaProblems.length + problems.length > 0 ? 'number' : undefined;
  const { space, problems: spaceProblems } = extractSpace(
    templateOf(data),
    (pointer) => searchedTypes.get(pointer) ?? hidden,
  );
  const understood = space.parameters.filter(({ path, domain }) => domain.type === 'choice' || searchedTypes.has(path));
  const engine = locateEngine(data, source.folder, catalog);
  const found = withoutRepeats([
    [...problems, ...schemaProblems, ...engine.problems],
    spaceProblems,
    checkRelations(templateOf(data), data.metrics),
    [
      ...checkSearch(data, { ...space, parameters: understood }, catalog.samplers),
      ...checkEarlyTerminate(data, catalog.pruners),
    ],
    [...checkConstraints(data.constraints, space), ...checkEnqueued(data, space)],
  ]);
  if ('problems' in checked || found.length > 0) {
    throw new InvalidSweepError(placeProblems(found, locate), source.path);
  }
  const { file } = checked;
  const { path, folder } = source;
  return toSweep({ file, document: parsed.document, space, pluginSchemas, modules, engine: engine.url, path, folder });
}

/** All problems, but for those of a value that was found wrong before: one mistake is named once. */
function withoutRepeats(stages: readonly (readonly SchemaProblem[])[]): readonly SchemaProblem[] {
  const found: SchemaProblem[] = [];
  for (const stage of stages) {
    const faulty = new Set(found.map(({ path }) => pointerOf(path)));
    found.push(...stage.filter(({ path }) => !faulty.has(pointerOf(path))));
  }
  return found;
}

/** The searched part of a sweep file. */
export function templateOf({ dataset = null, model = null, train = null }: JsonObject): JsonObject {
  return train === null ? { dataset, model } : { dataset, model, train };
}

function locateEngine(
  data: JsonObject,
  folder: string,
  catalog: Catalog,
): { readonly url: string; readonly problems: readonly SchemaProblem[] } {
  const run = isJsonObject(data.run) ? data.run : {};
  const { engine = 'wasm' } = run;
  if (typeof engine !== 'string') return { url: '', problems: [] };
  try {
    return { url: locatePlugin('engine', engine, folder, catalog), problems: [] };
  } catch (thrown) {
    const names = Object.keys(catalog.modules.engine);
    const notes = engine.includes('/') ? [] : [...suggestion(engine, names), allowedNote(names)];
    return { url: '', problems: [{ path: ['run', 'engine'], message: messageOf(thrown), notes }] };
  }
}

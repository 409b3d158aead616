import type { Catalog } from '../catalog/catalog.ts';
import type { JsonObject } from '../plugin/json.ts';
import { pointerOf } from '../search/jsonPointer.ts';
import { checkRelations } from './checkRelations.ts';
import { checkConstraints, checkEarlyTerminate, checkEnqueued, checkSearch } from './checkSearch.ts';
import { checkSpace } from './checkSpace.ts';
import type { Sweep } from './configurationCompiler.ts';
import { loadPlugins, locateEngine, usedPlugins } from './loadPlugins.ts';
import { parseOverride } from './overrides.ts';
import { InvalidSweepError, type PathProblem } from './problem.ts';
import { extractSpace } from './searchSpace.ts';
import { parseSweepDocument, placeProblems } from './sweepDocument.ts';
import { toSweep } from './toSpec.ts';
import { validateSweep } from './validators.ts';

/** A sweep file's text and where it came from. */
export interface SweepSource {
  readonly text: string;
  /** The file's path as the user gave it; messages start with it. */
  readonly path: string;
  /** The folder that paths in the file are relative to. */
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
  // The validator does not visit everything in an invalid part; ranges there count as numbers, so that references to
  // them are still found.
  const unvisited = schemaProblems.length + problems.length > 0 ? 'number' : undefined;
  const extracted = extractSpace(templateOf(data), (pointer) => searchedTypes.get(pointer) ?? unvisited);
  const { space } = extracted;
  const visited = space.parameters.filter(({ path, domain }) => domain.type === 'choice' || searchedTypes.has(path));
  const engine = locateEngine(data, source.folder, catalog);
  const found = withoutRepeats([
    [...problems, ...schemaProblems, ...engine.problems],
    checkSpace(extracted),
    checkRelations(templateOf(data), data.metrics),
    [
      ...checkSearch(data, { ...space, parameters: visited }, catalog.samplers),
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

/** All problems, without those of a value that has a problem of an earlier stage. */
function withoutRepeats(stages: readonly (readonly PathProblem[])[]): readonly PathProblem[] {
  const found: PathProblem[] = [];
  for (const stage of stages) {
    const wrong = new Set(found.map(({ path }) => pointerOf(path)));
    found.push(...stage.filter(({ path }) => !wrong.has(pointerOf(path))));
  }
  return found;
}

/** The searched part of a sweep file. */
export function templateOf({ dataset = null, model = null, train = null }: JsonObject): JsonObject {
  return train === null ? { dataset, model } : { dataset, model, train };
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** A package, as far as the rules need it. */
export interface Project {
  /** Its folder, relative to the root. */
  readonly folder: string;
  /** Its name on npm. */
  readonly name: string;
  /** Its nx tag `layer:...`, without the prefix. */
  readonly layer: string;
}

/** The description of a forbidden import. */
type Violation = string;

/** The only entry of core that plugins, engines and what engines run may use. */
const CONTRACTS = '@sparsweep/core/plugin';

/**
 * For each layer, the layers whose packages its sources may import. Tests may import the test kit and their own
 * package by name besides, and tests of core may use its later stages.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  plugin: ['core'],
  training: ['core'],
  engine: ['core', 'training'],
  testkit: ['core'],
  reporter: ['core'],
  cli: ['core', 'plugin', 'training', 'engine', 'reporter'],
  test: ['core', 'plugin', 'training', 'engine', 'reporter', 'testkit', 'cli'],
  bench: ['core', 'plugin', 'training', 'engine', 'reporter', 'testkit', 'cli'],
};

/** The layers that know the contracts and nothing else of core. */
const KNOW_CONTRACTS_ONLY: ReadonlySet<string> = new Set(['plugin', 'training', 'engine', 'testkit']);

/** For each stage of core, the stages that it may import: data flows down this list. */
const STAGES: Readonly<Record<string, readonly string[]>> = {
  plugin: [],
  process: [],
  search: ['plugin'],
  catalog: ['plugin', 'search'],
  sweepfile: ['plugin', 'search', 'catalog'],
  store: ['plugin', 'process'],
  analysis: ['plugin', 'search', 'sweepfile', 'store'],
  run: ['plugin', 'process', 'search', 'catalog', 'sweepfile', 'store'],
};

/**
 * For each actor of a run, the actors whose code it may import. A worker knows its job but not the coordinator;
 * an executor starts workers by the URL of their module.
 */
const ACTORS: Readonly<Record<string, readonly string[]>> = {
  plan: [],
  execute: ['plan'],
  coordinate: ['plan', 'execute'],
  worker: ['plan', 'execute'],
  rerun: ['plan', 'execute'],
};

/** The imports that the layers, stages and actors forbid. */
export function forbiddenImports(projects: readonly Project[], imports: readonly SourceImport[]): readonly Violation[] {
  return imports.flatMap((found) => {
    const project = ownerOf(found.file, projects);
    if (project === undefined) return [];
    const reason =
      found.target === undefined ? packageFault(found, project, projects) : pathFault(found.target, found, project);
    return reason === undefined ? [] : [`${found.file} imports ${found.specifier}: ${reason}`];
  });
}

function ownerOf(file: string, projects: readonly Project[]): Project | undefined {
  return projects.find(({ folder }) => file.startsWith(`${folder}/`));
}

function packageFault(
  { file, specifier }: SourceImport,
  project: Project,
  projects: readonly Project[],
): string | undefined {
  const imported = projects.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  if (imported === undefined) return undefined;
  if (isTest(file) && (imported === project || imported.layer === 'testkit')) return undefined;
  if (imported === project) return 'a package does not import itself by name';
  if (!(ALLOWED[project.layer] ?? []).includes(imported.layer)) {
    return `${project.layer} packages may not import ${imported.layer} packages`;
  }
  if (imported.layer === 'core' && KNOW_CONTRACTS_ONLY.has(project.layer) && specifier !== CONTRACTS) {
    return `${project.layer} packages know only ${CONTRACTS}`;
  }
  return undefined;
}

function pathFault(target: string, { file }: SourceImport, project: Project): string | undefined {
  if (!target.startsWith(`${project.folder}/`)) return 'a path must not leave its package';
  if (project.layer !== 'core' || isTest(file)) return undefined;
  const [from, to] = [stageOf(file), stageOf(target)];
  if (from === undefined || to === undefined) return undefined;
  if (from !== to) return (STAGES[from] ?? []).includes(to) ? undefined : `stage ${from} may not import stage ${to}`;
  const [actor, other] = [actorOf(file), actorOf(target)];
  if (actor === undefined || other === undefined || actor === other) return undefined;
  return (ACTORS[actor] ?? []).includes(other) ? undefined : `run/${actor} may not import run/${other}`;
}

function isTest(file: string): boolean {
  return /\.test\.ts$|\/test\//.test(file);
}

/** The stage of core that a file belongs to; its entry files, which only re-export, belong to none. */
function stageOf(file: string): string | undefined {
  return /^packages\/core\/src\/(\w+)\//.exec(file)?.[1];
}

/** The actor of a run that a file belongs to. */
function actorOf(file: string): string | undefined {
  return /^packages\/core\/src\/run\/(\w+)\//.exec(file)?.[1];
}

/** Import cycles between files, each listed once by its files. */
export function importCycles(imports: readonly SourceImport[]): readonly Violation[] {
  const targets = Map.groupBy(imports, ({ file }) => file);
  const done = new Set<string>();
  const cycles: Violation[] = [];
  function visit(file: string, path: readonly string[]): void {
    const start = path.indexOf(file);
    if (start !== -1) {
      cycles.push([...path.slice(start), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const { target } of targets.get(file) ?? []) if (target !== undefined) visit(target, [...path, file]);
    done.add(file);
  }
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

/** One import statement in a source file; paths are relative to the root, with forward slashes. */
interface SourceImport {
  readonly file: string;
  /** What is imported, as written. */
  readonly specifier: string;
  /** The file that a relative import names; undefined for a package. */
  readonly target?: string;
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** Every import in the TypeScript and JavaScript files below some folders of `root`, types included. */
export function sourceImports(root: string, folders: readonly string[]): readonly SourceImport[] {
  return folders.flatMap((folder) => filesBelow(join(root, folder))).flatMap((path) => importsOf(root, path));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(root: string, path: string): readonly SourceImport[] {
  const file = relative(root, path);
  return [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, specifier = '']) =>
    specifier.startsWith('.')
      ? { file, specifier, target: relative(root, resolve(dirname(path), specifier)) }
      : { file, specifier },
  );
}

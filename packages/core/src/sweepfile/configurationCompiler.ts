import type { JsonObject } from '../plugin/json.ts';
import { type Configured, configure } from '../search/configure.ts';
import { type Constraint, compileConstraint } from '../search/constraint/constraint.ts';
import { type Path, pathOf, pointerOf } from '../search/jsonPointer.ts';
import type { Draw, Space } from '../search/space.ts';
import { checkRelations } from './checkRelations.ts';
import type { TrialConfiguration } from './configuration.ts';
import type { PluginSchemas } from './pluginSchemas.ts';
import { InvalidSweepError, type PathProblem, type Problem } from './problem.ts';

import { type Locate, placeProblems } from './sweepDocument.ts';
import type { SweepSpec } from './sweepSpec.ts';
import { configurationValidator } from './validators.ts';

/** A sweep that was read: its spec, and the compiler of its configurations. */
export interface Sweep {
  readonly spec: SweepSpec;
  readonly compiler: ConfigurationCompiler;
}

/** The settings of a compiler. */
export interface CompilerSettings {
  readonly space: Space;
  /** Expressions that every configuration satisfies. */
  readonly constraints: readonly string[];
  /** The metrics of the sweep, as the file has them. */
  readonly metrics: readonly JsonObject[];
  readonly pluginSchemas: PluginSchemas;
  readonly locate: Locate;
  /** The sweep file's path as the user gave it. */
  readonly path: string;
}

/** Makes configurations from draws, and errors with places in the sweep file. */
export class ConfigurationCompiler {
  readonly constraints: readonly Constraint[];
  readonly #settings: CompilerSettings;
  readonly #validate: ReturnType<typeof configurationValidator>;

  constructor(settings: CompilerSettings) {
    this.#settings = settings;
    this.#validate = configurationValidator(settings.pluginSchemas);
    this.constraints = settings.constraints.map((text) => compileConstraint(text, settings.space));
  }

  /** Whether a draw satisfies all constraints. */
  allows(draw: Draw): boolean {
    return this.constraints.every(({ satisfies }) => satisfies(draw));
  }

  /** The configuration of a draw with defaults, or its problems with their places in the file. */
  compile(draw: Draw): { readonly configuration: TrialConfiguration } | { readonly problems: readonly Problem[] } {
    const { space, metrics, locate } = this.#settings;
    const { configuration, origins } = configure(space, draw);
    const completed = this.#validate(configuration);
    const problems = 'problems' in completed ? completed.problems : checkRelations(configuration, metrics);
    if ('configuration' in completed && problems.length === 0) return completed;
    const placed = problems.map((problem) => ({ ...problem, path: originOf(problem.path, origins) }));
    return { problems: placeProblems(placed, locate) };
  }

  /** The error for a problem at a path in the sweep file. */
  errorAt(problem: PathProblem): InvalidSweepError {
    const { locate, path } = this.#settings;
    return new InvalidSweepError(placeProblems([problem], locate), path);
  }
}

/** Where in the sweep file a value of a configuration comes from; for a default, where it would be. */
function originOf(path: Path, origins: Configured['origins']): Path {
  const pointer = pointerOf(path);
  const origin = origins.get(pointer);
  if (origin !== undefined || path.length === 0) return pathOf(origin ?? pointer);
  return [...originOf(path.slice(0, -1), origins), ...path.slice(-1)];
}

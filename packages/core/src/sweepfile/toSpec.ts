import { createHash } from 'node:crypto';
import type { Configured } from '../search/configure.ts';
import { compileConstraint } from '../search/constraint/constraint.ts';
import { enqueuedValues } from '../search/enqueued.ts';
import { pathOf, pointerOf } from '../search/jsonPointer.ts';
import type { Space } from '../search/space.ts';
import { checkRelations } from './checkRelations.ts';
import type { PluginModules } from './loadVocabulary.ts';
import { placeProblems } from './placeProblems.ts';
import type { Locate } from './places.ts';
import { InvalidSweepError } from './problem.ts';
import type { SweepDocument } from './sweepDocument.ts';
import type { SweepFile, SweepSpec } from './sweepSpec.ts';
import { configurationValidator } from './validators.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a valid sweep file was found to be. */
export interface CheckedSweep {
  readonly file: SweepFile;
  readonly document: SweepDocument;
  readonly space: Space;
  readonly vocabulary: Vocabulary;
  readonly modules: PluginModules;
  /** URL of the engine's module. */
  readonly engine: string;
  /** The sweep file's path as the user gave it. */
  readonly path: string;
  readonly folder: string;
}

/** Makes the spec of a valid sweep file. */
export function toSpec({ file, document, space, vocabulary, modules, engine, path, folder }: CheckedSweep): SweepSpec {
  const { name, question, replicates, metrics, earlyTerminate } = file;
  const { method, trials, seed, target, maxDuration, enqueue, ...options } = file.search;
  return {
    name,
    ...(question === undefined ? {} : { question }),
    space,
    search: {
      method,
      seed,
      options,
      enqueued: enqueue.map((entry) => enqueuedValues(entry, space).values),
      ...(trials === undefined ? {} : { trials }),
      ...(target === undefined ? {} : { target }),
      ...(maxDuration === undefined ? {} : { maxDuration: milliseconds(maxDuration) }),
    },
    replicates,
    metrics,
    constraints: file.constraints.map((text) => compileConstraint(text, space)),
    earlyTerminate: [earlyTerminate].flat(),
    run: runSettings(file.run, engine),
    modules,
    path,
    folder,
    yaml: document.yaml,
    hash: createHash('sha256').update(document.yaml).digest('hex'),
    invalid: (problem) => new InvalidSweepError(placeProblems([problem], document.locate), path),
    complete: completion(vocabulary, document.locate, file),
  };
}

function completion(vocabulary: Vocabulary, locate: Locate, { metrics }: SweepFile): SweepSpec['complete'] {
  const validate = configurationValidator(vocabulary);
  const measured = metrics.map((metric) => ({ ...metric }));
  return ({ configuration, origins }: Configured) => {
    const completed = validate(configuration);
    const problems = 'problems' in completed ? completed.problems : checkRelations(configuration, measured);
    if ('configuration' in completed && problems.length === 0) return completed;
    return {
      problems: placeProblems(
        problems.map((problem) => ({ ...problem, path: originOf(problem.path, origins) })),
        locate,
      ),
    };
  };
}

/** Where in the sweep file a value of a configuration comes from; for a default, where it would stand. */
function originOf(path: readonly (string | number)[], origins: Configured['origins']): readonly (string | number)[] {
  const pointer = pointerOf(path);
  const origin = origins.get(pointer);
  if (origin !== undefined || path.length === 0) return pathOf(origin ?? pointer);
  return [...originOf(path.slice(0, -1), origins), ...path.slice(-1)];
}

function runSettings(
  { trialTimeout, memoryLimit, retryDelay, checkpointEvery, ...run }: SweepFile['run'],
  engine: string,
): SweepSpec['run'] {
  return {
    ...run,
    engine,
    ...(trialTimeout === undefined ? {} : { trialTimeout: milliseconds(trialTimeout) }),
    ...(memoryLimit === undefined ? {} : { memoryLimit: bytes(memoryLimit) }),
    retryDelay: milliseconds(retryDelay),
    checkpointEvery: milliseconds(checkpointEvery),
  };
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** The longest that a timer can wait: 24.8 days. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** A duration such as `90s` in milliseconds; the schema admits no other form. */
function milliseconds(duration: string): number {
  return Math.min(quantity(duration, MILLISECONDS), LONGEST_WAIT);
}

const BYTES: Readonly<Record<string, number>> = { MiB: 2 ** 20, GiB: 2 ** 30 };

/** A size such as `2GiB` in bytes; the schema admits no other form. */
function bytes(size: string): number {
  return quantity(size, BYTES);
}

function quantity(text: string, units: Readonly<Record<string, number>>): number {
  const [, amount = '', unit = ''] = /^([\d.]+)([A-Za-z]+)$/.exec(text) ?? [];
  return Number(amount) * (units[unit] ?? Number.NaN);
}

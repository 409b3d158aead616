import { createHash } from 'node:crypto';
import { enqueuedValues } from '../search/enqueued.ts';
import type { Space } from '../search/space.ts';
import type { Sweep } from './configurationCompiler.ts';
import { ConfigurationCompiler } from './configurationCompiler.ts';
import type { PluginModules } from './loadPlugins.ts';
import type { PluginSchemas } from './pluginSchemas.ts';
import type { SweepDocument } from './sweepDocument.ts';
import type { SweepFile } from './sweepSchema.ts';
import type { RunSpec } from './sweepSpec.ts';

/** A valid sweep file, and what was found in it. */
export interface CheckedSweep {
  readonly file: SweepFile;
  readonly document: SweepDocument;
  readonly space: Space;
  readonly pluginSchemas: PluginSchemas;
  readonly modules: PluginModules;
  /** URL of the engine's module. */
  readonly engine: string;
  /** The sweep file's path as the user gave it. */
  readonly path: string;
  readonly folder: string;
}

/** Makes the spec of a valid sweep file, and the compiler of its configurations. */
export function toSweep({ file, document, space, pluginSchemas, modules, engine, path, folder }: CheckedSweep): Sweep {
  const { name, question, replicates, metrics, constraints, earlyTerminate } = file;
  const { method, trials, seed, target, maxDuration, enqueue, ...options } = file.search;
  const { yaml, locate } = document;
  return {
    spec: {
      name,
      ...(question === undefined ? {} : { question }),
      search: {
        space,
        method,
        options,
        seed,
        ...(trials === undefined ? {} : { trials }),
        replicates,
        ...(target === undefined ? {} : { target }),
        ...(maxDuration === undefined ? {} : { maxDuration: milliseconds(maxDuration) }),
        enqueued: enqueue.map((entry) => enqueuedValues(entry, space).values),
        metrics,
        constraints,
        earlyTerminate: [earlyTerminate].flat(),
      },
      run: runSpec(file.run, engine),
      origin: { path, folder, yaml, hash: createHash('sha256').update(yaml).digest('hex'), modules },
    },
    compiler: new ConfigurationCompiler({
      space,
      constraints,
      metrics: metrics.map((metric) => ({ ...metric })),
      pluginSchemas,
      locate,
      path,
    }),
  };
}

function runSpec(
  { trialTimeout, memoryLimit, retryDelay, checkpointEvery, ...run }: SweepFile['run'],
  engine: string,
): RunSpec {
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

/** A duration such as `90s` in milliseconds; the schema allows no other form. */
function milliseconds(duration: string): number {
  return Math.min(quantity(duration, MILLISECONDS), LONGEST_WAIT);
}

const BYTES: Readonly<Record<string, number>> = { MiB: 2 ** 20, GiB: 2 ** 30 };

/** A size such as `2GiB` in bytes; the schema allows no other form. */
function bytes(size: string): number {
  return quantity(size, BYTES);
}

function quantity(text: string, units: Readonly<Record<string, number>>): number {
  const [, amount = '', unit = ''] = /^([\d.]+)([A-Za-z]+)$/.exec(text) ?? [];
  return Number(amount) * (units[unit] ?? Number.NaN);
}

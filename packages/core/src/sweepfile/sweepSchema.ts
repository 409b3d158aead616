import type { JsonObject, JsonValue } from '../plugin/json.ts';
import type { PluginUse } from './configuration.ts';
import { CONFIGURATION_KEYS, configurationDefinitions } from './configurationSchema.ts';
import { chosenBy, definitionRef, type JsonSchema, mapProperties, objectSchema } from './jsonSchema.ts';
import { type PluginSchemas, pluginDefinitions, whenNamed } from './pluginSchemas.ts';
import { searchable, searchableDefinitions, searchableSchedule } from './searchable.ts';
import { SEARCH_DEFINITIONS } from './searchForms.ts';

/** The metrics that a sweep can optimize; never those of the test split. */
export const OBJECTIVES = [
  'validation.accuracy',
  'validation.loss',
  'train.accuracy',
  'train.loss',
  'weights.zeroFraction',
  'activations.zeroFraction',
] as const;

/** A sweep file's data once it is valid: with defaults, but without its searched parts. */
export interface SweepFile {
  readonly name: string;
  readonly question?: string;
  readonly search: {
    readonly method: string;
    readonly trials?: number;
    readonly seed: number;
    readonly target?: number;
    readonly maxDuration?: string;
    readonly enqueue: readonly JsonObject[];
    readonly [option: string]: JsonValue;
  };
  readonly replicates: number;
  readonly metrics: readonly { readonly name: (typeof OBJECTIVES)[number]; readonly goal: 'maximize' | 'minimize' }[];
  readonly constraints: readonly string[];
  readonly earlyTerminate: PluginUse | readonly PluginUse[];
  readonly run: {
    readonly engine: string;
    readonly workers: number | 'auto';
    readonly trialTimeout?: string;
    readonly memoryLimit?: string;
    readonly retries: number;
    readonly retryDelay: string;
    readonly checkpointEvery: string;
    readonly maxFailedTrials?: number;
  };
}

/** The JSON Schema of a sweep file, for editors to complete from and for validation. */
export function sweepSchema(pluginSchemas: PluginSchemas): JsonSchema {
  const searched = Object.entries(configurationDefinitions(pluginSchemas)).flatMap(([name, schema]) =>
    Object.entries(searchableDefinitions(name, schema)),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A sparsweep sweep',
    ...objectSchema(
      {
        name: {
          type: 'string',
          maxLength: 200,
          pattern: '^[^\\u0000-\\u001f\\u007f]+$',
          description: 'Name of the sweep, in one line, by which its results are found.',
        },
        question: {
          type: 'string',
          description: 'The question that the sweep answers; printed at the top of its report.',
        },
        ...mapProperties({ properties: CONFIGURATION_KEYS }, (part) => searchable(part)).properties,
        search: { ...definitionRef('search'), default: { method: 'grid' } },
        replicates: {
          type: 'integer',
          minimum: 1,
          maximum: 10_000,
          default: 1,
          description: 'How many times, with different seeds, each configuration is trained.',
        },
        metrics: METRICS,
        constraints: CONSTRAINTS,
        earlyTerminate: EARLY_TERMINATE,
        run: RUN,
      },
      ['name', 'dataset', 'model'],
    ),
    definitions: {
      ...SEARCH_DEFINITIONS,
      schedule: searchableSchedule(),
      ...Object.fromEntries(searched),
      search: searchMethod(pluginSchemas),
      ...pluginDefinitions('sampler', pluginSchemas.samplers, BUDGET, 'method'),
      earlyTerminate: earlyTermination(pluginSchemas),
      ...pluginDefinitions('pruner', pluginSchemas.pruners),
    },
  };
}

const DURATION: JsonSchema = { type: 'string', pattern: '^(?=.*[1-9])\\d+(\\.\\d+)?(ms|s|m|h)$' };

/** How many trials a sweep may have, replicates included. */
export const MOST_TRIALS = 1_000_000;

const BUDGET: Readonly<Record<string, JsonSchema>> = {
  trials: {
    type: 'integer',
    minimum: 1,
    maximum: MOST_TRIALS,
    description: 'How many trials are trained in all, replicates included; a grid visits every point by default.',
  },
  seed: {
    type: 'integer',
    minimum: 0,
    maximum: 4_294_967_295,
    default: 0,
    description: 'Seed of every random number.',
  },
  target: {
    type: 'number',
    description: 'The sweep ends as soon as a configuration reaches this value of the first of `metrics`.',
  },
  enqueue: {
    type: 'array',
    default: [],
    items: {
      type: 'object',
      additionalProperties: { type: ['number', 'string', 'boolean', 'null'] },
      description: 'Values by the names of parameters; the others are drawn at random.',
    },
    description: 'Configurations to try first.',
  },
  maxDuration: { ...DURATION, description: 'The sweep ends after this time, such as 90s, 10m or 2h.' },
};

function searchMethod(pluginSchemas: PluginSchemas): JsonSchema {
  const names = pluginSchemas.samplers.map(({ name }) => name);
  return {
    type: 'object',
    description: 'How configurations are chosen; by default every combination, once.',
    properties: { method: { type: 'string', enum: names, description: 'The search method.' } },
    required: ['method'],
    ...whenNamed('method', 'sampler', pluginSchemas.samplers),
  };
}

function earlyTermination(pluginSchemas: PluginSchemas): JsonSchema {
  const names = pluginSchemas.pruners.map(({ name }) => name);
  return {
    type: 'object',
    description: 'A pruner, which ends trials that are not worth finishing.',
    properties: { use: { type: 'string', enum: names, description: 'Name of a pruner.' } },
    required: ['use'],
    ...whenNamed('use', 'pruner', pluginSchemas.pruners),
  };
}

const EARLY_TERMINATE: JsonSchema = {
  description: 'The pruner that ends trials early, judging them by the first of `metrics`; a list for several pruners.',
  default: [],
  ...chosenBy(
    { type: 'array' },
    { type: 'array', items: definitionRef('earlyTerminate') },
    definitionRef('earlyTerminate'),
  ),
};

const CONSTRAINTS: JsonSchema = {
  type: 'array',
  default: [],
  items: { type: 'string', minLength: 1 },
  description:
    'What every configuration must satisfy: comparisons over the names of parameters, such as `k <= units / 2`.',
};

const METRICS: JsonSchema = {
  type: 'array',
  default: [],
  maxItems: OBJECTIVES.length,
  items: objectSchema(
    {
      name: {
        type: 'string',
        enum: OBJECTIVES,
        description: 'What is measured; a sweep never selects by test, which is only reported.',
      },
      goal: { type: 'string', enum: ['maximize', 'minimize'], description: 'Which way is better.' },
    },
    ['name', 'goal'],
  ),
  description: 'What the sweep selects by: one objective, or several for a Pareto front.',
};

const RUN: JsonSchema = {
  ...objectSchema({
    engine: {
      type: 'string',
      default: 'wasm',
      examples: ['wasm', 'tfjs'],
      description: 'What computes: the name of an engine, the path of a file that defines one, or a package.',
    },
    workers: {
      default: 'auto',
      description: 'How many processes train at once; auto is one for each core.',
      anyOf: [{ const: 'auto' }, { type: 'integer', minimum: 1, maximum: 1024 }],
    },
    trialTimeout: {
      ...DURATION,
      description:
        'How long a trial may take, such as 90s, 10m or 2h, before it is ended as failed; no limit by default.',
    },
    memoryLimit: {
      type: 'string',
      pattern: '^(?=.*[1-9])\\d+(\\.\\d+)?(MiB|GiB)$',
      description:
        'How much memory a worker may use, such as 800MiB or 2GiB, before it is ended, and its trial tried again; no limit ' +
        'by default.',
    },
    retries: {
      type: 'integer',
      minimum: 0,
      maximum: 100,
      default: 1,
      description: 'How often a trial is tried again after its worker died.',
    },
    retryDelay: {
      ...DURATION,
      default: '1s',
      description:
        'How long a trial waits for its first retry, such as 1s; twice as long for each that follows, at most a minute.',
    },
    checkpointEvery: {
      ...DURATION,
      default: '1m',
      description: 'How often a trial is saved while it trains, such as 1m, to go on from there after a crash.',
    },
    maxFailedTrials: {
      type: 'integer',
      minimum: 0,
      description: 'The sweep stops when more trials than this have failed; no limit by default.',
    },
  }),
  default: {},
  description: 'How the sweep is run; nothing here changes its results.',
};

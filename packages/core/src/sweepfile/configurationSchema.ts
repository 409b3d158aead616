import { ACTIVATIONS, INITIALIZERS } from '../plugin/structure.ts';
import { definitionRef, type JsonSchema, mapProperties, objectSchema } from './jsonSchema.ts';
import { type PluginSchemas, pluginChoice, pluginDefinitions, schedulable } from './pluginSchemas.ts';
import { numberOrSchedule } from './searchForms.ts';

/** The default optimizer. */
export const DEFAULT_OPTIMIZER = 'adam';

/** The descriptions of the parts of a configuration. */
const ABOUT = {
  dataset: 'The data: a dataset, with its options and the split.',
  split: 'Fractions of the rows, stratified by class, summing to 1. `train: 1` keeps every row, in order.',
  model: 'The network.',
  output: 'The output layer; its width and loss follow from the data and the task.',
  train: 'How the network is trained.',
  optimizer: 'The rule that turns gradients into steps.',
} as const;

/** The keys of a configuration; each is defined under its own name. */
export const CONFIGURATION_KEYS: Readonly<Record<string, JsonSchema>> = {
  dataset: part('dataset'),
  model: part('model'),
  train: { ...part('train'), default: {} },
};

/** The schema of a trial's configuration: `dataset`, `model` and `train`, every value fixed or scheduled. */
export function configurationSchema(pluginSchemas: PluginSchemas): JsonSchema {
  const definitions = Object.entries(configurationDefinitions(pluginSchemas));
  return {
    ...objectSchema(CONFIGURATION_KEYS, ['dataset', 'model']),
    definitions: Object.fromEntries(definitions.map(([name, schema]) => [name, withSchedules(schema)])),
  };
}

/** The parts of a configuration by name; numbers that a schedule can replace are marked `schedulable`. */
export function configurationDefinitions(pluginSchemas: PluginSchemas): Record<string, JsonSchema> {
  return {
    dataset: pluginChoice('dataset', pluginSchemas.datasets, ABOUT.dataset, nameOrModule('dataset')),
    ...pluginDefinitions('dataset', pluginSchemas.datasets, {
      split: { ...part('split'), default: { train: 0.7, validation: 0.15, test: 0.15 } },
    }),
    split: SPLIT,
    model: MODEL,
    layer: LAYER,
    output: OUTPUT,
    regularizer: pluginChoice(
      'regularizer',
      pluginSchemas.regularizers,
      'A way to make the layer sparse.',
      nameOrModule('regularizer'),
    ),
    ...pluginDefinitions('regularizer', schedulable(pluginSchemas.regularizers)),
    train: TRAIN,
    optimizer: pluginChoice('optimizer', pluginSchemas.optimizers, ABOUT.optimizer, 'Name of an optimizer.'),
    ...pluginDefinitions('optimizer', schedulable(pluginSchemas.optimizers)),
  };
}

/** A part that is defined under its own name. Its description is repeated here, since editors read it at the key. */
function part(name: keyof typeof ABOUT): JsonSchema {
  return { ...definitionRef(name), description: ABOUT[name] };
}

function nameOrModule(kind: string): string {
  return `Name of a ${kind}, path of a file that defines one (./my-${kind}.ts), or name of a package.`;
}

function withSchedules(schema: JsonSchema): JsonSchema {
  return mapProperties(schema, (property) => (property.schedulable === true ? numberOrSchedule(property) : property));
}

const SPLIT: JsonSchema = {
  ...objectSchema(
    {
      train: { type: 'number', exclusiveMinimum: 0, maximum: 1, description: 'Fraction of the rows to train on.' },
      validation: { type: 'number', minimum: 0, maximum: 1, description: 'Fraction of the rows to select by.' },
      test: { type: 'number', minimum: 0, maximum: 1, description: 'Fraction of the rows that is only reported.' },
    },
    ['train'],
  ),
  description: ABOUT.split,
};

const REGULARIZERS: JsonSchema = {
  type: 'array',
  items: definitionRef('regularizer'),
  default: [],
  description: 'What makes this layer sparse; applied in order.',
};

function initializer(byDefault: (typeof INITIALIZERS)[number]): JsonSchema {
  return {
    type: 'string',
    enum: INITIALIZERS,
    default: byDefault,
    description: 'How the first weights are drawn; biases start at zero.',
  };
}

const LAYER: JsonSchema = {
  ...objectSchema(
    {
      units: { type: 'integer', minimum: 1, maximum: 65536, description: 'Width of the layer.' },
      activation: { type: 'string', enum: ACTIVATIONS, default: 'relu', description: 'Activation function.' },
      initializer: initializer('glorotUniform'),
      regularizers: REGULARIZERS,
    },
    ['units'],
  ),
  description: 'A dense hidden layer.',
};

const OUTPUT: JsonSchema = {
  ...objectSchema({ initializer: initializer('glorotUniform'), regularizers: REGULARIZERS }),
  description: ABOUT.output,
};

const MODEL: JsonSchema = {
  ...objectSchema(
    {
      task: {
        type: 'string',
        enum: ['classification', 'reconstruction'],
        default: 'classification',
        description: 'Learn the class of a sample, or the sample itself (an autoencoder).',
      },
      tied: {
        type: 'boolean',
        default: false,
        description: 'Whether the decoder of an autoencoder uses the kernels of its encoder, transposed.',
      },
      layers: { type: 'array', items: definitionRef('layer'), description: 'Hidden layers, from the input on.' },
      output: { ...part('output'), default: {} },
      initialWeights: {
        type: 'string',
        minLength: 1,
        description: 'JSON file of weights to start from, relative to this file: { "layers": [{ "kernel", "bias" }] }.',
      },
    },
    ['layers'],
  ),
  description: ABOUT.model,
};

const TRAIN: JsonSchema = {
  ...objectSchema({
    epochs: { type: 'integer', minimum: 1, maximum: 1_000_000, default: 20, description: 'Passes over the data.' },
    batchSize: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      default: 32,
      description: 'Rows in a batch; the last batch of an epoch may be smaller.',
    },
    shuffle: { type: 'boolean', default: true, description: 'Whether every epoch has a new random order.' },
    optimizer: { ...part('optimizer'), default: { use: DEFAULT_OPTIMIZER } },
  }),
  description: ABOUT.train,
};

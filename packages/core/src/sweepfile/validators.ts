import { Ajv } from 'ajv';
import type { JsonObject, JsonValue } from '../plugin/json.ts';
import type { TrialConfiguration } from './configuration.ts';
import { configurationSchema } from './configurationSchema.ts';
import type { NumberType } from './jsonSchema.ts';
import { checkOptionsSchema, type PluginSchema, type PluginSchemas, pluginDefinitions } from './pluginSchemas.ts';
import type { PathProblem } from './problem.ts';
import { schemaProblems } from './schemaProblems.ts';
import { type SweepFile, sweepSchema } from './sweepSchema.ts';

/** The types of the numbers that ranges and distributions stand for, by JSON pointer. */
export type SearchedTypes = ReadonlyMap<string, NumberType>;

/** Every error, with the value and the schema it is of; defaults are filled in on the way. */
const SETTINGS = {
  allErrors: true,
  verbose: true,
  strict: false,
  // Infinity and NaN, which YAML can write, are no numbers to train with.
  strictNumbers: true,
  useDefaults: true,
  // The schema is large and used once: to optimize its code costs three times what that saves.
  code: { optimize: false },
  inlineRefs: false,
  // It is composed here; what a plugin from elsewhere brings is checked when the plugin is loaded.
  validateSchema: false,
} as const;

/**
 * To gather all errors takes a validator a time that grows with the square of their number: of a file with more values
 * than this, the first error is enough.
 */
const MOST_VALUES = 5000;

/** Checks a sweep file's data against the schema that its plugins make up. */
export function validateSweep(
  data: JsonObject,
  pluginSchemas: PluginSchemas,
): {
  readonly checked: { readonly file: SweepFile } | { readonly problems: readonly PathProblem[] };
  readonly searchedTypes: SearchedTypes;
} {
  const searchedTypes = new Map<string, NumberType>();
  const ajv = new Ajv({ ...SETTINGS, allErrors: countValues(data) <= MOST_VALUES });
  ajv.addKeyword({
    keyword: 'searchedAs',
    // The validator visits just the forms that the file uses, so it is what knows which number a range stands for.
    validate: (type: NumberType, _data: unknown, _schema: unknown, at?: { instancePath: string }) => {
      if (at !== undefined) searchedTypes.set(at.instancePath, type);
      return true;
    },
  });
  const validate = ajv.compile<SweepFile>(sweepSchema(pluginSchemas));
  const file: unknown = structuredClone(data);
  const checked = validate(file) ? { file } : { problems: schemaProblems(validate.errors ?? []) };
  return { checked, searchedTypes };
}

function countValues(value: JsonValue): number {
  const parts: readonly JsonValue[] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return parts.reduce<number>((count, part) => count + countValues(part), 1);
}

/** Makes the check of one configuration, which also fills in the defaults. */
export function configurationValidator(
  pluginSchemas: PluginSchemas,
): (
  configuration: JsonObject,
) => { readonly configuration: TrialConfiguration } | { readonly problems: readonly PathProblem[] } {
  const ajv = new Ajv(SETTINGS);
  const validate = ajv.compile<TrialConfiguration>(configurationSchema(pluginSchemas));
  return (configuration) => {
    const completed: unknown = structuredClone(configuration);
    return validate(completed) ? { configuration: completed } : { problems: schemaProblems(validate.errors ?? []) };
  };
}

/**
 * Makes the check of a plugin's options where they stand alone, which also fills in the defaults.
 *
 * @throws SparsweepError `broken-plugin` when the plugin's own schema is not to be used.
 */
export function optionsValidator(
  entry: PluginSchema,
): (options: JsonObject) => { readonly options: JsonObject } | { readonly problems: readonly PathProblem[] } {
  checkOptionsSchema(entry, ['use']);
  const [definition] = Object.values(pluginDefinitions('plugin', [entry]));
  const { use: _, ...properties } = definition?.properties ?? {};
  const validate = new Ajv(SETTINGS).compile<JsonObject>({ ...definition, properties });
  return (options) => {
    const completed: unknown = structuredClone(options);
    return validate(completed) ? { options: completed } : { problems: schemaProblems(validate.errors ?? [], 'it') };
  };
}

import { Ajv } from 'ajv';
import type { JsonObject, JsonValue } from '../plugin/json.ts';
import type { TrialConfiguration } from './configuration.ts';
import { configurationSchema } from './configurationSchema.ts';
import type { NumberType } from './jsonSchema.ts';
import { checkOptionsSchema, type PluginSchema, type PluginSchemas, pluginDefinitions } from './pluginSchemas.ts';
import type { PathProblem } from './problem.ts';
import { schemaProblems } from './schemaProblems.ts';
import { type SweepFile, sweepSchema } from './sweepSchema.ts';

/** The types of the numbers that ranges and distributions replace, by JSON pointer. */
export type SearchedTypes = ReadonlyMap<string, NumberType>;

/** Reports all errors with their values and schemas, and fills in defaults. */
const SETTINGS = {
  allErrors: true,
  verbose: true,
  strict: false,
  // YAML has Infinity and NaN, which nothing can be trained with.
  strictNumbers: true,
  useDefaults: true,
  // The schema is large and used once: optimizing its code takes three times the time that it saves.
  code: { optimize: false },
  inlineRefs: false,
  // The schema is generated here; schemas of other plugins are checked when the plugins are loaded.
  validateSchema: false,
} as const;

/**
 * In a file with more values, only the first error is reported, since the time for all errors grows with the square of
 * their number.
 */
const MOST_VALUES = 5000;

/** Validates a sweep file's data, with the schemas of its plugins. */
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
    // The validator visits exactly the forms that the file uses, so it finds the type of the number of each range.
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

/** Makes a function that validates a configuration and fills in its defaults. */
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
 * Makes a function that validates a plugin's options, outside a sweep file, and fills in their defaults.
 *
 * @throws SparsweepError `broken-plugin` when the plugin's own schema is invalid.
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

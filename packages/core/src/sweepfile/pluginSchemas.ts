import { Ajv } from 'ajv';
import { SparsweepError } from '../plugin/errors.ts';
import type { Manifest } from '../plugin/manifest.ts';
import { displayPath, pathOf } from '../search/jsonPointer.ts';
import { chosenBy, definitionRef, isNumeric, isTuple, type JsonSchema, mapProperties } from './jsonSchema.ts';

/** The parts of a plugin that become part of a sweep file's schema. */
export interface PluginSchema {
  readonly name: string;
  readonly summary: string;
  readonly options: JsonSchema;
}

/** The plugins that a sweep file can name, by kind. */
export interface PluginSchemas {
  readonly datasets: readonly PluginSchema[];
  readonly regularizers: readonly PluginSchema[];
  readonly optimizers: readonly PluginSchema[];
  readonly samplers: readonly PluginSchema[];
  readonly pruners: readonly PluginSchema[];
}

/** The schema of a plugin as plain JSON, without the hidden properties of the schema library. */
export function pluginSchemaOf({ name, summary, options }: Manifest): PluginSchema {
  return { name, summary, options: JSON.parse(JSON.stringify(options)) };
}

/**
 * The schema of an object that names a plugin under `use`, with the plugin's options next to it.
 *
 * @param naming the description of `use`.
 */
export function pluginChoice(
  kind: string,
  plugins: readonly PluginSchema[],
  description: string,
  naming: string,
): JsonSchema {
  return {
    type: 'object',
    description,
    properties: {
      use: {
        type: 'string',
        examples: plugins.map(({ name }) => name),
        description: naming,
      },
    },
    required: ['use'],
    ...whenNamed('use', kind, plugins),
  };
}

/** Conditions that apply the definition of each plugin to objects with its name under `key`. */
export function whenNamed(key: string, kind: string, plugins: readonly PluginSchema[]): JsonSchema {
  const conditions = plugins.map(({ name }) => {
    const isNamed = { type: 'object', properties: { [key]: { const: name } }, required: [key] };
    return chosenBy(isNamed, definitionRef(definitionName(kind, name)));
  });
  return conditions.length === 0 ? {} : { allOf: conditions };
}

/** The definition of each plugin: its options, the key that names it, and the keys of its kind `beside` them. */
export function pluginDefinitions(
  kind: string,
  plugins: readonly PluginSchema[],
  beside: Readonly<Record<string, JsonSchema>> = {},
  key = 'use',
): Record<string, JsonSchema> {
  return Object.fromEntries(
    plugins.map(({ name, summary, options }) => {
      const own = mapProperties(options, closed).properties;
      const properties = { [key]: { const: name, description: summary }, ...own, ...beside };
      // Keys with a default are filled in, so they are optional.
      const required = (options.required ?? []).filter((option) => options.properties?.[option]?.default === undefined);
      const definition = { ...options, description: summary, properties, required, additionalProperties: false };
      return [definitionName(kind, name), definition];
    }),
  );
}

/** The schema of an option without additional keys in its objects, unless it allows them explicitly. */
function closed(schema: JsonSchema): JsonSchema {
  const { items } = schema;
  const isOpen = schema.properties === undefined || 'additionalProperties' in schema || 'patternProperties' in schema;
  return {
    ...mapProperties(schema, closed),
    ...(isOpen ? {} : { additionalProperties: false }),
    ...(items === undefined || isTuple(items) ? {} : { items: closed(items) }),
  };
}

/** The plugins with every number marked as schedulable. */
export function schedulable(plugins: readonly PluginSchema[]): readonly PluginSchema[] {
  return plugins.map((plugin) => ({ ...plugin, options: mapProperties(plugin.options, markNumber) }));
}

function markNumber(schema: JsonSchema): JsonSchema {
  return isNumeric(schema) ? { ...schema, schedulable: true } : schema;
}

/** The name of a definition; characters that a JSON pointer would escape are replaced by their numbers. */
function definitionName(kind: string, name: string): string {
  return `${kind}.${name.replaceAll(/[^A-Za-z0-9.-]/g, (character) => `_${character.codePointAt(0)}_`)}`;
}

/**
 * Checks the options schema of a plugin that is not part of the program, so that a mistake in it is not reported as one
 * of the sweep file.
 *
 * @param taken keys of a sweep file that are next to the plugin's options.
 * @throws SparsweepError `broken-plugin` naming the plugin and what is wrong with its schema.
 */
export function checkOptionsSchema({ name, options }: PluginSchema, taken: readonly string[]): void {
  const fault =
    formFault(options) ?? takenFault(options, taken) ?? schemaFault(options) ?? defaultFault(options.properties);
  if (fault !== undefined) throw new SparsweepError('broken-plugin', `\`${name}\` is broken: its options ${fault}`);
}

function formFault({ type, properties }: JsonSchema): string | undefined {
  const isObject = type === 'object' && typeof properties === 'object';
  return isObject ? undefined : 'must be a JSON Schema of an object, such as Type.Object({ ... })';
}

function takenFault({ properties = {} }: JsonSchema, taken: readonly string[]): string | undefined {
  const key = taken.find((word) => word in properties);
  return key === undefined ? undefined : `cannot have the name \`${key}\`, which the sweep file uses itself`;
}

function schemaFault(options: JsonSchema): string | undefined {
  // References break when the options become part of the schema of sweep files.
  if (/"\$(ref|id)":/.test(JSON.stringify(options))) return 'use $ref or $id: write out what they stand for';
  const ajv = new Ajv({ strict: false });
  if (ajv.validateSchema(options) === true) return undefined;
  const [error] = ajv.errors ?? [];
  const place = displayPath(pathOf(error?.instancePath ?? ''));
  return `are not a valid JSON Schema: \`${place}\` ${error?.message ?? 'is wrong'}`;
}

function defaultFault(properties: JsonSchema['properties'] = {}): string | undefined {
  const ajv = new Ajv({ strict: false });
  const entry = Object.entries(properties).find(
    ([, schema]) => schema.default !== undefined && !ajv.validate(schema, schema.default),
  );
  if (entry === undefined) return undefined;
  const [key, schema] = entry;
  return `do not allow the default of \`${key}\`, ${JSON.stringify(schema.default)}`;
}

import { chosenBy, definitionRef, isNumeric, isTuple, type JsonSchema, mapProperties } from './jsonSchema.ts';
import type { VocabularyEntry } from './vocabulary.ts';

/**
 * An object that names a plugin under `use`, and has beside it the options that the plugin's own schema allows.
 *
 * @param naming what may stand after `use`.
 */
export function pluginChoice(
  kind: string,
  plugins: readonly VocabularyEntry[],
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

/** For each plugin: where its name stands under `key`, its definition holds. */
export function whenNamed(key: string, kind: string, plugins: readonly VocabularyEntry[]): JsonSchema {
  const conditions = plugins.map(({ name }) => {
    const isNamed = { type: 'object', properties: { [key]: { const: name } }, required: [key] };
    return chosenBy(isNamed, definitionRef(definitionName(kind, name)));
  });
  return conditions.length === 0 ? {} : { allOf: conditions };
}

/** The definition of each plugin: its options, the key that names it, and the keys that its kind has `beside` them. */
export function pluginDefinitions(
  kind: string,
  plugins: readonly VocabularyEntry[],
  beside: Readonly<Record<string, JsonSchema>> = {},
  key = 'use',
): Record<string, JsonSchema> {
  return Object.fromEntries(
    plugins.map(({ name, summary, options }) => {
      const own = mapProperties(options, closed).properties;
      const properties = { [key]: { const: name, description: summary }, ...own, ...beside };
      // Keys that have a default are filled in, so the user may leave them out.
      const required = (options.required ?? []).filter((option) => options.properties?.[option]?.default === undefined);
      const definition = { ...options, description: summary, properties, required, additionalProperties: false };
      return [definitionName(kind, name), definition];
    }),
  );
}

/** The schema of an option whose objects admit no keys but those they name, unless they say that they do. */
function closed(schema: JsonSchema): JsonSchema {
  const { items } = schema;
  const isOpen = schema.properties === undefined || 'additionalProperties' in schema || 'patternProperties' in schema;
  return {
    ...mapProperties(schema, closed),
    ...(isOpen ? {} : { additionalProperties: false }),
    ...(items === undefined || isTuple(items) ? {} : { items: closed(items) }),
  };
}

/** The plugins with every number marked as one that a schedule may stand for. */
export function schedulable(plugins: readonly VocabularyEntry[]): readonly VocabularyEntry[] {
  return plugins.map((plugin) => ({ ...plugin, options: mapProperties(plugin.options, markNumber) }));
}

function markNumber(schema: JsonSchema): JsonSchema {
  return isNumeric(schema) ? { ...schema, schedulable: true } : schema;
}

/** The name of a definition: what a JSON pointer would have to escape in a path is given by its number. */
function definitionName(kind: string, name: string): string {
  return `${kind}.${name.replaceAll(/[^A-Za-z0-9.-]/g, (character) => `_${character.codePointAt(0)}_`)}`;
}

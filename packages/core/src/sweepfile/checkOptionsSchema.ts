import { Ajv } from 'ajv';
import { SparsweepError } from '../plugin/errors.ts';
import { displayPath, pathOf } from '../search/jsonPointer.ts';
import type { JsonSchema } from './jsonSchema.ts';
import type { VocabularyEntry } from './vocabulary.ts';

/**
 * Checks the options schema of a plugin that does not come with the program, so that a fault in it is not mistaken for
 * one in a sweep file.
 *
 * @param taken keys that stand beside the plugin's options in a sweep file and are not its own.
 * @throws SparsweepError `broken-plugin` naming the plugin and what is wrong with its schema.
 */
export function checkOptionsSchema({ name, options }: VocabularyEntry, taken: readonly string[]): void {
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
  // What a reference leads to is not where it was once the options are part of a whole sweep's schema.
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

/** A JSON Schema of draft 7, which every YAML editor supports, with the keywords that are used here. */
export interface JsonSchema {
  readonly $id?: string;
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  /** Our keyword: the number may also be a schedule. */
  readonly schedulable?: boolean;
  /** Our keyword: the range replaces a number of this type. */
  readonly searchedAs?: NumberType;
  readonly [keyword: string]: unknown;
}

/** A schema of an object with only these keys. */
export function objectSchema(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** A property that is described elsewhere, where editors find it. */
export const ELSEWHERE: JsonSchema = { doNotSuggest: true };

/** A condition for objects that have a key. */
export function hasKey(key: string): JsonSchema {
  return { type: 'object', required: [key] };
}

/** The two types of numbers. */
export type NumberType = 'integer' | 'number';

/** The schema of a number. */
export type NumericSchema = JsonSchema & { readonly type: NumberType };

/** Whether a schema describes a number. */
export function isNumeric(schema: JsonSchema): schema is NumericSchema {
  return schema.type === 'integer' || schema.type === 'number';
}

/** The schema of the number that `schema` allows: the schema itself, or its only numeric alternative. */
export function numericForm(schema: JsonSchema): NumericSchema | undefined {
  if (isNumeric(schema)) return schema;
  const numeric = (schema.anyOf ?? []).filter(isNumeric);
  return numeric.length === 1 ? numeric[0] : undefined;
}

/** Whether a schema describes scalars. */
export function isScalar(schema: JsonSchema): boolean {
  return (
    schema.enum !== undefined ||
    schema.type === 'string' ||
    schema.type === 'boolean' ||
    numericForm(schema) !== undefined
  );
}

/** Whether each item of a list has its own schema. */
export function isTuple(items: JsonSchema | readonly JsonSchema[]): items is readonly JsonSchema[] {
  return Array.isArray(items);
}

/** A reference to a named definition. */
export function definitionRef(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

/** The schema `form` for values that satisfy the condition, and `otherwise` for others; by default they can be anything. */
export function chosenBy(condition: JsonSchema, form: JsonSchema, otherwise?: JsonSchema): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and schemas are not awaited.
  return { if: condition, then: form, ...(otherwise === undefined ? {} : { else: otherwise }) };
}

/** The schema without some of its keywords. */
export function without(schema: JsonSchema, ...keywords: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

/** The schema with each of its properties changed. */
export function mapProperties(
  schema: JsonSchema,
  change: (property: JsonSchema, key: string) => JsonSchema,
): JsonSchema {
  if (schema.properties === undefined) return schema;
  const properties = Object.entries(schema.properties).map(([key, property]) => [key, change(property, key)]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

import type { ErrorObject } from 'ajv';
import { displayPath, type Path, pathOf } from '../search/jsonPointer.ts';
import { isNumeric, type JsonSchema } from './jsonSchema.ts';
import type { Message } from './messages/messages.ts';
import type { Comparison, TypeRemedy } from './messages/valueMessages.ts';
import { nearest } from './nearest.ts';
import type { PathProblem } from './problem.ts';

/** Only so many errors are examined: finding what they have in common takes long, and few of them are shown. */
const MOST_ERRORS = 2000;

/**
 * The errors of a validator that ran with `allErrors` and `verbose`, as problems that a user can act on.
 *
 * @param whole what messages call the value as a whole.
 */
export function schemaProblems(errors: readonly ErrorObject[], whole = 'the file'): readonly PathProblem[] {
  return errorCauses(errors.slice(0, MOST_ERRORS)).map((error) => {
    const path = pathOf(error.instancePath);
    const name = path.length === 0 ? whole : `\`${displayPath(path.slice(namedFrom(path)))}\``;
    const key = error.keyword === 'additionalProperties' ? { key: String(error.params.additionalProperty) } : {};
    return { path, ...key, ...messageOf(error, name, path) };
  });
}

/** Where the part of a path starts that is enough to name a value: an index or `values` alone says little. */
function namedFrom(path: Path): number {
  const last = path.findLastIndex((token) => !/^(\d+|values)$/.test(String(token)));
  return Math.max(0, last);
}

function messageOf(error: ErrorObject, name: string, path: Path): Message {
  const { keyword, params, parentSchema, data: value } = error;
  const schema: JsonSchema = parentSchema ?? {};
  const about = schema.description;
  const byKeyword = BY_KEYWORD[keyword];
  if (byKeyword !== undefined) return byKeyword({ keyword, params, schema, name, path, value, about });
  return { id: 'invalid-value', data: { name, value, reason: error.message ?? 'is not allowed', about } };
}

/** An error of a validator. */
interface SchemaError {
  readonly keyword: string;
  readonly params: ErrorObject['params'];
  /** The schema that the value does not satisfy. */
  readonly schema: JsonSchema;
  readonly name: string;
  readonly path: Path;
  readonly value: unknown;
  /** The schema's description. */
  readonly about: string | undefined;
}

type ToMessage = (error: SchemaError) => Message;

/** By keyword of JSON Schema. */
const BY_KEYWORD: Readonly<Record<string, ToMessage>> = {
  additionalProperties: ({ params, schema }) => {
    const key = String(params.additionalProperty);
    const allowed = Object.keys(schema.properties ?? {});
    return { id: 'unknown-key', data: { key, meant: nearest(key, allowed), allowed } };
  },
  required: ({ name, params, schema }) => {
    const key = String(params.missingProperty);
    return { id: 'missing-key', data: { name, key, about: schema.properties?.[key]?.description } };
  },
  type: ({ name, value, schema, path, about }) => {
    const remedy = typeRemedy(value, schema, path);
    return { id: 'wrong-type', data: { name, value, types: typesOf([schema]), remedy, about } };
  },
  enum: notAllowed,
  const: notAllowed,
  oneOf: noAlternative,
  anyOf: noAlternative,
  minimum: outOfBounds,
  maximum: outOfBounds,
  exclusiveMinimum: outOfBounds,
  exclusiveMaximum: outOfBounds,
  minItems: wrongLength('>=', 'value'),
  maxItems: wrongLength('<=', 'value'),
  minLength: wrongLength('>=', 'character'),
  maxLength: wrongLength('<=', 'character'),
  pattern: ({ name, value, about }) => ({ id: 'wrong-format', data: { name, value, about } }),
};

function outOfBounds({ name, value, params }: SchemaError): Message {
  const comparison: Comparison = params.comparison;
  return { id: 'out-of-bounds', data: { name, value, comparison, limit: params.limit } };
}

function wrongLength(comparison: Comparison, unit: 'value' | 'character'): ToMessage {
  return ({ name, params: { limit } }) => ({ id: 'wrong-length', data: { name, comparison, limit, unit } });
}

function notAllowed({ name, value, schema, path, about }: SchemaError): Message {
  const allowed = schema.enum ?? ('const' in schema ? [schema.const] : alternativesIn(schema)) ?? [];
  const meant = typeof value === 'string' ? nearest(value, allowed.map(String)) : undefined;
  const kind = listedPlugin(path);
  if (kind === undefined || typeof value !== 'string') {
    return { id: 'not-allowed', data: { name, value, meant, allowed, about } };
  }
  return { id: 'unknown-plugin', data: { kind, name: value, meant, available: allowed.map(String), isOpen: false } };
}

/** The kind of plugin that a path names, for the kinds that the schema lists by name. */
function listedPlugin(path: Path): string | undefined {
  const [part, key] = [path[0], path.at(-1)];
  if (part === 'earlyTerminate' && key === 'use') return 'pruner';
  return part === 'search' && key === 'method' ? 'search method' : undefined;
}

function noAlternative(error: SchemaError): Message {
  const { keyword, name, value, schema, about } = error;
  if (alternativesIn(schema) !== undefined) return notAllowed(error);
  const schemas = schema.oneOf ?? schema.anyOf ?? [];
  const alternatives = schemas.map(requiredKeys);
  if (alternatives.every((required) => required.length > 0)) {
    return { id: 'missing-alternative', data: { name, alternatives, exactly: keyword === 'oneOf', about } };
  }
  return { id: 'wrong-type', data: { name, value, types: typesOf(schemas), remedy: undefined, about } };
}

/** The types that some schemas allow, and single values as JSON. */
function typesOf(schemas: readonly JsonSchema[]): readonly string[] {
  const types = schemas.flatMap(({ type, enum: allowed, const: only }) => {
    if (type !== undefined) return typeof type === 'string' ? [type] : type;
    return (allowed ?? [only]).map((value) => JSON.stringify(value));
  });
  return [...new Set(types)];
}

/** The values that a union of single values or enumerations allows; undefined for any other union. */
function alternativesIn({ oneOf, anyOf }: JsonSchema): readonly unknown[] | undefined {
  const values = (oneOf ?? anyOf ?? []).map(
    (schema) => schema.enum ?? ('const' in schema ? [schema.const] : undefined),
  );
  return values.includes(undefined) ? undefined : values.flatMap((allowed) => allowed ?? []);
}

/** The parts of a sweep file in which values can be searched. */
const SEARCHED_PARTS: ReadonlySet<unknown> = new Set(['dataset', 'model', 'train']);

/** How a value of the wrong type can be fixed, if that is clear. */
function typeRemedy(value: unknown, schema: JsonSchema, path: Path): TypeRemedy | undefined {
  if (typeof value === 'number' && schema.type === 'string') return 'add-quotes';
  if (typeof value === 'string') {
    const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
    if (isNumber && isNumeric(schema)) return 'remove-quotes';
    return schema.properties?.use === undefined ? undefined : 'write-use';
  }
  return typeof value === 'object' && value !== null ? remedyOfParts(value, schema, path) : undefined;
}

function remedyOfParts(value: object, schema: JsonSchema, [part]: Path): TypeRemedy | undefined {
  const isRange = 'min' in value || 'max' in value || 'distribution' in value;
  if ((isRange || 'values' in value) && !SEARCHED_PARTS.has(part)) return 'not-searchable';
  if (schema.type === 'array') return 'write-items';
  if (isRange) return 'list-values';
  return schema.type === 'string' && 'values' in value ? 'list-plugins' : undefined;
}

/**
 * The causes among the errors of a validator: without errors that only report an error further down, and without
 * errors that follow from another one.
 */
function errorCauses(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const own = withoutUnmeantAlternatives(errors.filter(({ keyword }) => keyword !== 'if'));
  const mistyped = new Set(own.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const misspelled = misspelledKeys(own);
  return own
    .filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath))
    .filter((error) => !keysMissing(error).some((key) => misspelled.has(`${error.instancePath}/${key}`)));
}

/**
 * The errors with one choice for each union (`anyOf`, `oneOf`): the errors of the alternative that was meant, or the
 * error of the union itself if that is not clear.
 */
function withoutUnmeantAlternatives(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .map((error) => ({ error, meant: meantAlternative(error, errors) }));
  return errors.filter((error) =>
    unions.every((union) => {
      if (error === union.error) return union.meant === undefined;
      return !isInside(error, union.error) || (union.meant !== undefined && isOf(error, union.error, union.meant));
    }),
  );
}

/** Keywords that fail for a value of a different kind. */
const KIND_KEYWORDS: ReadonlySet<string> = new Set(['type', 'enum', 'const']);

/** The alternative of a union that was meant: the only one for values of this kind. */
function meantAlternative(union: ErrorObject, errors: readonly ErrorObject[]): number | undefined {
  const alternatives: readonly unknown[] = Array.isArray(union.schema) ? union.schema : [];
  const fitting = [...alternatives.keys()].filter((index) => {
    const own = errors.filter((error) => isInside(error, union) && isOf(error, union, index));
    return own.every(({ keyword, instancePath }) => instancePath !== union.instancePath || !KIND_KEYWORDS.has(keyword));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return error.schemaPath.startsWith(`${union.schemaPath}/`) && error.instancePath.startsWith(union.instancePath);
}

function isOf(error: ErrorObject, union: ErrorObject, alternative: number): boolean {
  return error.schemaPath.startsWith(`${union.schemaPath}/${alternative}/`);
}

/** Pointers of keys that are missing because they were probably misspelled. */
function misspelledKeys(errors: readonly ErrorObject[]): ReadonlySet<string> {
  const meant = errors
    .filter(({ keyword }) => keyword === 'additionalProperties')
    .flatMap(({ instancePath, params, parentSchema }) => {
      const key = nearest(String(params.additionalProperty), Object.keys(parentSchema?.properties ?? {}));
      return key === undefined ? [] : [`${instancePath}/${key}`];
    });
  return new Set(meant);
}

/** The keys that an error reports as missing. */
function keysMissing({ keyword, params, schema }: ErrorObject): readonly string[] {
  if (keyword === 'required') return [String(params.missingProperty)];
  const alternatives: readonly unknown[] =
    (keyword === 'oneOf' || keyword === 'anyOf') && Array.isArray(schema) ? schema : [];
  return alternatives.flatMap((alternative) => requiredKeys(alternative));
}

/** The keys that a schema requires. */
function requiredKeys(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null || !('required' in schema)) return [];
  return Array.isArray(schema.required) ? schema.required.map(String) : [];
}

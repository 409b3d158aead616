import type { ErrorObject } from 'ajv';
import { blankedText } from '../plugin/visibleText.ts';
import { displayPath, type Path, pathOf } from '../search/jsonPointer.ts';
import { isNumeric, type JsonSchema } from './jsonSchema.ts';
import { nearest } from './nearest.ts';
import { allowedNote, suggestion } from './problem.ts';

/** A part of a text. */
export interface TextPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a validator found, in words: the value's path, or one of its keys, and what would be right. */
export interface SchemaProblem {
  readonly path: Path;
  readonly key?: string;
  /** A part of the text that the value is: the text, and the offsets of the part in it. */
  readonly part?: TextPart;
  readonly message: string;
  readonly notes: readonly string[];
}

/** So many errors are looked at for what they have in common: of more, hardly one is ever shown. */
const MOST_ERRORS = 2000;

/**
 * The errors of a validator that ran with `allErrors` and `verbose`, as problems that a person can act on.
 *
 * @param whole what messages call the value as a whole.
 */
export function schemaProblems(errors: readonly ErrorObject[], whole = 'the file'): readonly SchemaProblem[] {
  return errorCauses(errors.slice(0, MOST_ERRORS)).map((error) => {
    const path = pathOf(error.instancePath);
    const name = path.length === 0 ? whole : `\`${displayPath(path.slice(namedFrom(path)))}\``;
    const [message, ...notes] = errorInWords(error, name, path);
    const key = error.keyword === 'additionalProperties' ? { key: String(error.params.additionalProperty) } : {};
    return { path, ...key, message, notes };
  });
}

/** Where the end of a path begins that says which value is meant: an index or `values` alone says little. */
function namedFrom(path: Path): number {
  const last = path.findLastIndex((token) => !/^(\d+|values)$/.test(String(token)));
  return Math.max(0, last);
}

/** A message and notes. */
type Words = readonly [string, ...(readonly string[])];

/**
 * What a validator found, in words.
 *
 * @param name what messages call the value that is wrong.
 * @param path where it stands.
 */
function errorInWords(error: ErrorObject, name: string, path: Path): Words {
  const { keyword, params, parentSchema, data: value } = error;
  const schema: JsonSchema = parentSchema ?? {};
  const about = schema.description === undefined ? [] : [schema.description];
  const wording = WORDINGS[keyword];
  if (wording !== undefined) return wording({ keyword, params, schema, name, path, value, about });
  return [`${name} cannot be ${shown(value)}: it ${error.message ?? 'is not allowed'}`, ...about];
}

/** What a wording is made of. */
interface Finding {
  readonly keyword: string;
  readonly params: ErrorObject['params'];
  /** The schema that does not hold. */
  readonly schema: JsonSchema;
  readonly name: string;
  readonly path: Path;
  readonly value: unknown;
  /** What the schema says of itself, as a note. */
  readonly about: readonly string[];
}

type Wording = (finding: Finding) => Words;

const outOfBounds: Wording = ({ name, value, params }) => [
  `${name} is ${shown(value)}; it must be ${boundWords(params)}`,
];

const wrongLength: Wording = ({ keyword, name, params: { limit } }) => [
  `${name} must have ${keyword === 'minItems' ? 'at least' : 'at most'} ${limit} ${limit === 1 ? 'value' : 'values'}`,
];

const notAllowed: Wording = ({ name, value, schema, about }) => {
  const allowed = schema.enum ?? ('const' in schema ? [schema.const] : alternativesIn(schema)) ?? [];
  const meant = typeof value === 'string' ? suggestion(value, allowed.map(String)) : [];
  return [`${name} cannot be ${shown(value)}`, ...(meant.length > 0 ? meant : about), allowedNote(allowed)];
};

const noAlternative: Wording = (finding) => {
  const { keyword, name, value, schema, about } = finding;
  if (alternativesIn(schema) !== undefined) return notAllowed(finding);
  return [`${name} ${unionWords(schema, keyword, value)}`, ...about];
};

/** By keyword of JSON Schema. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  additionalProperties: ({ params, schema }) => {
    const key = String(params.additionalProperty);
    const known = Object.keys(schema.properties ?? {});
    return [`unknown key \`${key}\``, ...suggestion(key, known), allowedNote(known)];
  },
  required: ({ name, params, schema }) => {
    const key = String(params.missingProperty);
    const meaning = schema.properties?.[key]?.description;
    return [`${name} lacks the key \`${key}\``, ...(meaning === undefined ? [] : [`${key}: ${meaning}`])];
  },
  type: ({ name, value, schema, path, about }) => [
    `${name} must be ${typeWords([schema])}, not ${shown(value)}`,
    ...typeNotes(value, schema, about, path),
  ],
  enum: notAllowed,
  const: notAllowed,
  oneOf: noAlternative,
  anyOf: noAlternative,
  minimum: outOfBounds,
  maximum: outOfBounds,
  exclusiveMinimum: outOfBounds,
  exclusiveMaximum: outOfBounds,
  minItems: wrongLength,
  maxItems: wrongLength,
  minLength: ({ name, params: { limit } }) => [
    limit === 1 ? `${name} must not be empty` : `${name} must have at least ${limit} characters`,
  ],
  maxLength: ({ name, params }) => [`${name} must have at most ${params.limit} characters`],
  pattern: ({ name, value, about }) => [`${name} cannot be ${shown(value)}`, ...about],
};

/** The parts of a sweep file in which values can be searched. */
const SEARCHED_PARTS: ReadonlySet<unknown> = new Set(['dataset', 'model', 'train']);

/**
 * How a value of the wrong type can be made right.
 *
 * @param about what the schema says of itself: the note where there is nothing better to say.
 */
function typeNotes(value: unknown, schema: JsonSchema, about: readonly string[], path: Path): readonly string[] {
  if (typeof value === 'number' && schema.type === 'string') return [`in quotes it is text: "${value}"`];
  if (typeof value === 'string') {
    const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
    if (isNumber && isNumeric(schema)) return ['leave out the quotes'];
    return schema.properties?.use === undefined ? about : [`write { use: ${value} }`];
  }
  return typeof value === 'object' && value !== null ? notesForParts(value, schema, about, path) : about;
}

function notesForParts(value: object, schema: JsonSchema, about: readonly string[], [part]: Path): readonly string[] {
  const isRange = 'min' in value || 'max' in value || 'distribution' in value;
  if ((isRange || 'values' in value) && !SEARCHED_PARTS.has(part)) {
    return ['only what is below `dataset`, `model` and `train` can be searched'];
  }
  if (schema.type === 'array') return ['begin each item of a list with `- `'];
  if (isRange) return ['a range can stand only for a number; list `values` instead'];
  if (schema.type === 'string' && 'values' in value) {
    return ['search the whole of what it names: `values: [{ use: ... }, { use: ... }]`'];
  }
  return about;
}

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a mapping'],
]);

/** The types that some schemas admit: `a whole number or null`. */
function typeWords(schemas: readonly JsonSchema[]): string {
  const types = schemas.flatMap(({ type, enum: allowed, const: only }) => {
    if (type !== undefined) return typeof type === 'string' ? [type] : type;
    return (allowed ?? [only]).map((value) => JSON.stringify(value));
  });
  const words = [...new Set(types)].map((type) => TYPE_WORDS.get(type) ?? type);
  const [last = '', ...others] = words.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
}

/** The values that a union of single values or enumerations admits; undefined for any other union. */
function alternativesIn({ oneOf, anyOf }: JsonSchema): readonly unknown[] | undefined {
  const values = (oneOf ?? anyOf ?? []).map(
    (schema) => schema.enum ?? ('const' in schema ? [schema.const] : undefined),
  );
  return values.includes(undefined) ? undefined : values.flatMap((allowed) => allowed ?? []);
}

/** What a value that fits no alternative of a union must do instead. */
function unionWords({ oneOf, anyOf }: JsonSchema, keyword: string, value: unknown): string {
  const alternatives = oneOf ?? anyOf ?? [];
  const keys = alternatives.map(requiredKeys);
  if (keys.every((required) => required.length > 0)) {
    const choices = keys.map((required) => required.map((key) => `\`${key}\``).join(' with '));
    return `needs ${keyword === 'oneOf' ? 'exactly one' : 'one'} of ${choices.join(', ')}`;
  }
  return `must be ${typeWords(alternatives)}, not ${shown(value)}`;
}

/** `at least 1`, `less than 2`. */
function boundWords({ comparison, limit }: ErrorObject['params']): string {
  const words = { '>=': 'at least', '<=': 'at most', '>': 'greater than', '<': 'less than' };
  const [, text = String(comparison)] = Object.entries(words).find(([sign]) => sign === comparison) ?? [];
  return `${text} ${limit}`;
}

/** A value as it looks in a message: short, on one line. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  if (typeof value === 'string') return `"${cut(value)}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : String(value);
}

function cut(text: string): string {
  const line = blankedText(text.slice(0, 61));
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/**
 * The errors that say what is wrong, out of all that a validator (`allErrors`, `verbose`) found: without those that
 * only say that something further down went wrong, and without what follows from another error.
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
 * Of a union (`anyOf`, `oneOf`) either the errors of the one alternative that was meant, or the error of the union
 * itself where that is not clear.
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

/** Keywords whose failure says that a value is of another kind altogether. */
const KIND_KEYWORDS: ReadonlySet<string> = new Set(['type', 'enum', 'const']);

/** The one alternative of a union that admits values of the kind of the one at hand. */
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

/** The keys that an error calls for. */
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

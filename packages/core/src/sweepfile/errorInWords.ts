import type { ErrorObject } from 'ajv';
import type { Path } from '../search/jsonPointer.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { allowedNote, suggestion } from './problem.ts';
import { alternativesIn, boundWords, shown, typeWords, unionWords } from './schemaWords.ts';
import { typeNotes } from './typeNotes.ts';

/** A message and notes. */
export type Words = readonly [string, ...(readonly string[])];

/**
 * What a validator found, in words.
 *
 * @param name what messages call the value that is wrong.
 * @param path where it stands.
 */
export function errorInWords(error: ErrorObject, name: string, path: Path): Words {
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

import type { ErrorObject } from 'ajv';
import { blankedText } from '../plugin/visibleText.ts';
import { requiredKeys } from './errorCauses.ts';
import type { JsonSchema } from './jsonSchema.ts';

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a mapping'],
]);

/** The types that some schemas admit: `a whole number or null`. */
export function typeWords(schemas: readonly JsonSchema[]): string {
  const types = schemas.flatMap(({ type, enum: allowed, const: only }) => {
    if (type !== undefined) return typeof type === 'string' ? [type] : type;
    return (allowed ?? [only]).map((value) => JSON.stringify(value));
  });
  const words = [...new Set(types)].map((type) => TYPE_WORDS.get(type) ?? type);
  const [last = '', ...others] = words.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
}

/** The values that a union of single values or enumerations admits; undefined for any other union. */
export function alternativesIn({ oneOf, anyOf }: JsonSchema): readonly unknown[] | undefined {
  const values = (oneOf ?? anyOf ?? []).map(
    (schema) => schema.enum ?? ('const' in schema ? [schema.const] : undefined),
  );
  return values.includes(undefined) ? undefined : values.flatMap((allowed) => allowed ?? []);
}

/** What a value that fits no alternative of a union must do instead. */
export function unionWords({ oneOf, anyOf }: JsonSchema, keyword: string, value: unknown): string {
  const alternatives = oneOf ?? anyOf ?? [];
  const keys = alternatives.map(requiredKeys);
  if (keys.every((required) => required.length > 0)) {
    const choices = keys.map((required) => required.map((key) => `\`${key}\``).join(' with '));
    return `needs ${keyword === 'oneOf' ? 'exactly one' : 'one'} of ${choices.join(', ')}`;
  }
  return `must be ${typeWords(alternatives)}, not ${shown(value)}`;
}

/** `at least 1`, `less than 2`. */
export function boundWords({ comparison, limit }: ErrorObject['params']): string {
  const words = { '>=': 'at least', '<=': 'at most', '>': 'greater than', '<': 'less than' };
  const [, text = String(comparison)] = Object.entries(words).find(([sign]) => sign === comparison) ?? [];
  return `${text} ${limit}`;
}

/** A value as it looks in a message: short, on one line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  if (typeof value === 'string') return `"${cut(value)}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : String(value);
}

function cut(text: string): string {
  const line = blankedText(text.slice(0, 61));
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

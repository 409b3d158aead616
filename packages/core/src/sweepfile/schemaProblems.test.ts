import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from './jsonSchema.ts';
import { schemaProblems } from './schemaProblems.ts';

/** The messages and notes about `value` as the option `x` of a schema. */
function problemsOf(schema: JsonSchema, value: unknown): readonly (readonly string[])[] {
  const validate = new Ajv({ allErrors: true, verbose: true, strict: false }).compile({ properties: { x: schema } });
  validate({ x: value });
  return schemaProblems(validate.errors ?? []).map(({ message, notes }) => [message, ...notes]);
}

const description = 'What x is.';

describe('the words for what a validator finds', () => {
  it.each<[JsonSchema, unknown, readonly string[]]>([
    [{ type: 'array', maxItems: 2 }, [1, 2, 3], ['`x` must have at most 2 values']],
    [{ type: 'array', minItems: 1 }, [], ['`x` must have at least 1 value']],
    [{ type: 'string', minLength: 1 }, '', ['`x` must not be empty']],
    [{ type: 'string', minLength: 3 }, 'ab', ['`x` must have at least 3 characters']],
    [{ type: 'string', maxLength: 1 }, 'ab', ['`x` must have at most 1 characters']],
    [{ type: 'string', pattern: '^a', description }, 'b', ['`x` cannot be "b"', description]],
    [{ type: 'number', exclusiveMaximum: 1 }, 1, ['`x` is 1; it must be less than 1']],
    [{ type: 'number', multipleOf: 2, description }, 3, ['`x` cannot be 3: it must be multiple of 2', description]],
    [{ const: 'a', description }, 'b', ['`x` cannot be "b"', description, 'allowed: a']],
    [
      { enum: ['alpha', 'beta'], description },
      'alfa',
      ['`x` cannot be "alfa"', 'did you mean `alpha`?', 'allowed: alpha, beta'],
    ],
    [{ type: ['string', 'null'], description }, 3, ['`x` must be text or null, not 3', description]],
  ])('%j of %j', (schema, value, words) => {
    expect(problemsOf(schema, value)).toEqual([words]);
  });

  it('shorten a long text and keep to one line', () => {
    expect(problemsOf({ enum: ['a'] }, `${'b'.repeat(70)}`)).toEqual([
      [`\`x\` cannot be "${'b'.repeat(57)}..."`, 'allowed: a'],
    ]);
    expect(problemsOf({ enum: ['a'] }, 'b\nc')).toEqual([['`x` cannot be "b c"', 'allowed: a']]);
  });
});

describe('a union', () => {
  const union = {
    description,
    anyOf: [{ type: 'integer', minimum: 0 }, { type: 'array', items: { type: 'number' } }, { type: 'null' }],
  };

  it('speaks of the alternative that the value is of', () => {
    expect(problemsOf(union, -1)).toEqual([['`x` is -1; it must be at least 0']]);
    expect(problemsOf(union, [1, 'a'])).toEqual([['`x[1]` must be a number, not "a"']]);
  });

  it('lists its alternatives where the value is of none', () => {
    expect(problemsOf(union, 'a')).toEqual([['`x` must be a whole number, a list or null, not "a"', description]]);
    const words = { anyOf: [{ const: 'auto' }, { enum: ['low', 'high'] }], description };
    expect(problemsOf(words, 'hi')).toEqual([['`x` cannot be "hi"', description, 'allowed: auto, low, high']]);
    expect(problemsOf({ anyOf: [{ const: 'auto' }, { type: 'integer' }] }, 'x')).toEqual([
      ['`x` must be "auto" or a whole number, not "x"'],
    ]);
  });

  it('lists keys where they are what its alternatives ask for', () => {
    const keys = { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b', 'c'] }] };
    expect(problemsOf(keys, {})).toEqual([['`x` needs exactly one of `a`, `b` with `c`']]);
    expect(problemsOf(keys, { a: 1, b: 1, c: 1 })).toEqual([['`x` needs exactly one of `a`, `b` with `c`']]);
    expect(problemsOf({ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {})).toEqual([
      ['`x` needs one of `a`, `b`'],
    ]);
  });

  it('inside another speaks for itself', () => {
    const nested = { anyOf: [{ type: 'null' }, { type: 'array', items: union }] };
    expect(problemsOf(nested, [1, -1])).toEqual([['`x[1]` is -1; it must be at least 0']]);
    expect(problemsOf(nested, [1, 'a'])).toEqual([
      ['`x[1]` must be a whole number, a list or null, not "a"', description],
    ]);
  });
});

describe('what follows from another mistake', () => {
  it('is left out where a value is of the wrong type', () => {
    expect(problemsOf({ type: 'string', enum: ['a'], minLength: 1 }, 3)).toEqual([
      ['`x` must be text, not 3', 'in quotes it is text: "3"'],
    ]);
  });

  it('is left out where a key was misspelled', () => {
    const schema = { type: 'object', properties: { units: {} }, required: ['units'], additionalProperties: false };
    expect(problemsOf(schema, { unit: 3 })).toEqual([
      ['unknown key `unit`', 'did you mean `units`?', 'allowed: units'],
    ]);
    expect(problemsOf(schema, { other: 3 }).map(([message]) => message)).toEqual([
      '`x` lacks the key `units`',
      'unknown key `other`',
    ]);
  });
});

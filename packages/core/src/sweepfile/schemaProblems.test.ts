import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from './jsonSchema.ts';
import { schemaProblems } from './schemaProblems.ts';

/** The ids and data of the problems of `value` as the option `x` of a schema. */
function problemsOf(schema: JsonSchema, value: unknown): readonly (readonly [string, object])[] {
  const validate = new Ajv({ allErrors: true, verbose: true, strict: false }).compile({ properties: { x: schema } });
  validate({ x: value });
  return schemaProblems(validate.errors ?? []).map(({ id, data }) => [id, data]);
}

const about = 'What x is.';
const description = about;
const name = '`x`';

describe('the problem of each keyword', () => {
  it.each<[JsonSchema, unknown, string, object]>([
    [{ type: 'array', maxItems: 2 }, [1, 2, 3], 'wrong-length', { name, comparison: '<=', limit: 2, unit: 'value' }],
    [{ type: 'array', minItems: 1 }, [], 'wrong-length', { name, comparison: '>=', limit: 1, unit: 'value' }],
    [{ type: 'string', minLength: 1 }, '', 'wrong-length', { name, comparison: '>=', limit: 1, unit: 'character' }],
    [{ type: 'string', minLength: 3 }, 'ab', 'wrong-length', { name, comparison: '>=', limit: 3, unit: 'character' }],
    [{ type: 'string', maxLength: 1 }, 'ab', 'wrong-length', { name, comparison: '<=', limit: 1, unit: 'character' }],
    [{ type: 'string', pattern: '^a', description }, 'b', 'wrong-format', { name, value: 'b', about }],
    [{ type: 'number', exclusiveMaximum: 1 }, 1, 'out-of-bounds', { name, value: 1, comparison: '<', limit: 1 }],
    [
      { type: 'number', multipleOf: 2, description },
      3,
      'invalid-value',
      { name, value: 3, reason: 'must be multiple of 2', about },
    ],
    [{ const: 'a', description }, 'b', 'not-allowed', { name, value: 'b', meant: undefined, allowed: ['a'], about }],
    [
      { enum: ['alpha', 'beta'], description },
      'alfa',
      'not-allowed',
      { name, value: 'alfa', meant: 'alpha', allowed: ['alpha', 'beta'], about },
    ],
    [
      { type: ['string', 'null'], description },
      3,
      'wrong-type',
      { name, value: 3, types: ['string', 'null'], remedy: undefined, about },
    ],
  ])('%j of %j', (schema, value, id, data) => {
    expect(problemsOf(schema, value)).toEqual([[id, data]]);
  });
});

describe('a union', () => {
  const union = {
    description,
    anyOf: [{ type: 'integer', minimum: 0 }, { type: 'array', items: { type: 'number' } }, { type: 'null' }],
  };
  const types = ['integer', 'array', 'null'];

  it('reports the problem of the alternative that was meant', () => {
    expect(problemsOf(union, -1)).toMatchObject([['out-of-bounds', { name, value: -1, limit: 0 }]]);
    expect(problemsOf(union, [1, 'a'])).toMatchObject([
      ['wrong-type', { name: '`x[1]`', value: 'a', types: ['number'] }],
    ]);
  });

  it('lists its alternatives for a value of another kind', () => {
    expect(problemsOf(union, 'a')).toMatchObject([['wrong-type', { name, value: 'a', types, about }]]);
    const words = { anyOf: [{ const: 'auto' }, { enum: ['low', 'high'] }], description };
    expect(problemsOf(words, 'hi')).toMatchObject([
      ['not-allowed', { value: 'hi', allowed: ['auto', 'low', 'high'], about }],
    ]);
    expect(problemsOf({ anyOf: [{ const: 'auto' }, { type: 'integer' }] }, 'x')).toMatchObject([
      ['wrong-type', { value: 'x', types: ['"auto"', 'integer'] }],
    ]);
  });

  it('lists the keys that its alternatives require', () => {
    const keys = { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b', 'c'] }] };
    const alternatives = [['a'], ['b', 'c']];
    expect(problemsOf(keys, {})).toMatchObject([['missing-alternative', { name, alternatives, exactly: true }]]);
    expect(problemsOf(keys, { a: 1, b: 1, c: 1 })).toMatchObject([
      ['missing-alternative', { name, alternatives, exactly: true }],
    ]);
    expect(problemsOf({ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {})).toMatchObject([
      ['missing-alternative', { name, alternatives: [['a'], ['b']], exactly: false }],
    ]);
  });

  it('can be inside another one', () => {
    const nested = { anyOf: [{ type: 'null' }, { type: 'array', items: union }] };
    expect(problemsOf(nested, [1, -1])).toMatchObject([['out-of-bounds', { name: '`x[1]`', value: -1 }]]);
    expect(problemsOf(nested, [1, 'a'])).toMatchObject([['wrong-type', { name: '`x[1]`', value: 'a', types, about }]]);
  });
});

describe('a problem that follows from another one', () => {
  it('is not reported if the value has the wrong type', () => {
    expect(problemsOf({ type: 'string', enum: ['a'], minLength: 1 }, 3)).toMatchObject([
      ['wrong-type', { value: 3, types: ['string'], remedy: 'add-quotes' }],
    ]);
  });

  it('is not reported if a key was misspelled', () => {
    const schema = { type: 'object', properties: { units: {} }, required: ['units'], additionalProperties: false };
    expect(problemsOf(schema, { unit: 3 })).toMatchObject([
      ['unknown-key', { key: 'unit', meant: 'units', allowed: ['units'] }],
    ]);
    expect(problemsOf(schema, { other: 3 })).toMatchObject([
      ['missing-key', { name, key: 'units' }],
      ['unknown-key', { key: 'other', meant: undefined }],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { Type } from '../plugin.ts';
import { pluginSchemaOf } from './pluginSchemas.ts';
import { optionsValidator } from './validators.ts';

const summary = 'A test.';

describe('optionsValidator', () => {
  const options = Type.Object({ path: Type.String(), rows: Type.Integer({ minimum: 1, default: 10 }) });
  const validate = optionsValidator(pluginSchemaOf({ kind: 'dataset', name: 'table', summary, options }));

  it('fills in defaults in a copy', () => {
    const given = { path: 'a' };
    expect(validate(given)).toEqual({ options: { path: 'a', rows: 10 } });
    expect(given).toEqual({ path: 'a' });
  });

  it('reports problems with their paths', () => {
    expect(validate({ row: 3 })).toMatchObject({
      problems: [
        { path: [], id: 'missing-key', data: { name: 'it', key: 'path' } },
        { path: [], key: 'row', id: 'unknown-key', data: { key: 'row', meant: 'rows', allowed: ['path', 'rows'] } },
      ],
    });
    expect(validate({ path: 'a', rows: 0 })).toMatchObject({
      problems: [{ path: ['rows'], id: 'out-of-bounds', data: { name: '`rows`', value: 0, limit: 1 } }],
    });
    expect(validate({ path: 'a', use: 'b' })).toMatchObject({
      problems: [{ id: 'unknown-key', data: { key: 'use' } }],
    });
  });

  it('reports a plugin with an invalid schema', () => {
    const wrong = Type.Object({ rows: Type.Integer({ minimum: Number.NaN, default: 0.5 }) });
    expect(() => optionsValidator(pluginSchemaOf({ kind: 'dataset', name: 'table', summary, options: wrong }))).toThrow(
      '`table` is broken: its options are not a valid JSON Schema: `properties.rows.minimum` must be number',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { Type } from '../plugin.ts';
import { pluginSchemaOf } from './pluginSchemas.ts';
import { optionsValidator } from './validators.ts';

const summary = 'A test.';

describe('optionsValidator', () => {
  const options = Type.Object({ path: Type.String(), rows: Type.Integer({ minimum: 1, default: 10 }) });
  const validate = optionsValidator(pluginSchemaOf({ kind: 'dataset', name: 'table', summary, options }));

  it('fills in defaults, and leaves what it is given as it is', () => {
    const given = { path: 'a' };
    expect(validate(given)).toEqual({ options: { path: 'a', rows: 10 } });
    expect(given).toEqual({ path: 'a' });
  });

  it('says what is wrong', () => {
    expect(validate({ row: 3 })).toEqual({
      problems: [
        { path: [], message: 'it lacks the key `path`', notes: [] },
        { path: [], key: 'row', message: 'unknown key `row`', notes: ['did you mean `rows`?', 'allowed: path, rows'] },
      ],
    });
    expect(validate({ path: 'a', rows: 0 })).toMatchObject({
      problems: [{ path: ['rows'], message: '`rows` is 0; it must be at least 1' }],
    });
    expect(validate({ path: 'a', use: 'b' })).toMatchObject({ problems: [{ message: 'unknown key `use`' }] });
  });

  it('blames a plugin for a schema of its own that is wrong', () => {
    const wrong = Type.Object({ rows: Type.Integer({ minimum: Number.NaN, default: 0.5 }) });
    expect(() => optionsValidator(pluginSchemaOf({ kind: 'dataset', name: 'table', summary, options: wrong }))).toThrow(
      '`table` is broken: its options are not a valid JSON Schema: `properties.rows.minimum` must be number',
    );
  });
});

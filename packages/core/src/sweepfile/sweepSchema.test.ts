import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sweepText } from '../../test/sweepfile/readTest.ts';
import { testCatalog } from '../../test/sweepfile/testCatalog.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { loadPlugins } from './loadPlugins.ts';
import { sweepSchema } from './sweepSchema.ts';

const use = (kind: 'dataset' | 'regularizer' | 'optimizer', name: string) => ({ kind, use: name, path: [] });

/** The schema of all plugins of the test catalog. */
async function testSchema(): Promise<JsonSchema> {
  const names = (kind: 'dataset' | 'regularizer') =>
    Object.keys(testCatalog.modules[kind]).map((name) => use(kind, name));
  const used = [...names('dataset'), ...names('regularizer'), use('optimizer', 'sgd')];
  return sweepSchema((await loadPlugins(used, '/', testCatalog)).pluginSchemas);
}

/** A schema inside another by its reference. */
function resolved(root: JsonSchema, { $ref = '' }: JsonSchema): JsonSchema {
  return root.definitions?.[$ref.replace('#/definitions/', '')] ?? {};
}

describe('the schema of sweep files', () => {
  it('is valid JSON Schema of draft 7', async () => {
    const ajv = new Ajv({ strict: false });
    expect(ajv.validateSchema({ ...(await testSchema()) })).toBe(true);
    expect(ajv.errors).toBeNull();
  });

  it('refers to all its definitions and to no others', async () => {
    const schema = await testSchema();
    const text = JSON.stringify(schema);
    const references = [...text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(references)).toEqual(new Set(Object.keys(schema.definitions ?? {})));
  });

  it('works in a validator without our keywords', async () => {
    const validate = new Ajv({ strict: false }).compile({ ...(await testSchema()) });
    const layer =
      '{ units: { values: [3, 4] }, regularizers: [{ values: [{ use: l1 }, { use: top-k, density: 0.5 }] }] }';
    expect(validate(parse(sweepText({ layer })))).toBe(true);
    expect(validate(parse(sweepText({ layer: '{ units: { values: [3, x] } }' })))).toBe(false);
    expect(validate(parse(sweepText({ layer: '{ units: 3, regularizers: [{ use: top-k }] }' })))).toBe(false);
  });

  it('describes every key', async () => {
    const schema = await testSchema();
    const parts = Object.entries(schema.definitions ?? {}).filter(([name]) => !/forms$/i.test(name));
    const silent = [['file', schema] as const, ...parts].flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(
          ([, property]) => property.description === undefined && resolved(schema, property).description === undefined,
        )
        .map(([key]) => `${name}.${key}`),
    );
    expect(silent).toEqual([]);
  });

  it('has for editors the values of an option, its default, and the forms that can replace it', async () => {
    const schema = await testSchema();
    const { target = {}, centred = {}, strength = {} } = schema.definitions?.['regularizer.l1']?.properties ?? {};
    expect(target).toMatchObject({ default: 'activations', anyOf: [{ enum: ['activations', 'weights'] }, {}] });
    expect(centred).toMatchObject({ default: false, anyOf: [{ type: 'boolean' }, {}] });
    expect(strength).toMatchObject({ default: 0.01, anyOf: [{}] });
    expect(Object.keys(schema.definitions?.numericForms?.properties ?? {})).toEqual([
      'values',
      'min',
      'max',
      'log',
      'distribution',
      'ref',
    ]);
  });
});

describe('the published schema', () => {
  it('is valid for the experiments of the repository', () => {
    const root = new URL('../../../..', import.meta.url);
    const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
    const validate = new Ajv({ strict: false }).compile(JSON.parse(read('packages/core/schema/sweep.schema.json')));
    const experiments = readdirSync(new URL('experiments/', root));
    expect(experiments).toContain('article');
    const invalid = experiments.filter((name) => !validate(parse(read(`experiments/${name}/sweep.yaml`))));
    expect(invalid).toEqual([]);
  });
});

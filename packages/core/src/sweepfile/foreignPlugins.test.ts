import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { configurationOf, type Found, found, invalid } from '../../test/sweepfile/readTest.ts';
import { testCatalog } from '../../test/sweepfile/testCatalog.ts';
import { readSweep } from './readSweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsweep-plugins-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The source of a regularizer whose options have these properties. */
function regularizer(properties: string): string {
  return [
    "import { defineRegularizer, Type } from '@sparsweep/core/plugin';",
    'const summary: string = "A test.";',
    `export default defineRegularizer({ name: 'own', summary, options: Type.Object({ ${properties} }) });`,
  ].join('\n');
}

const STRENGTH = 'strength: Type.Number({ minimum: 0, default: 0.5 })';

function sweep(regularizers: string, dataset = 'points'): string {
  return `name: test\ndataset: { use: ${dataset} }\nmodel: { layers: [{ units: 4, regularizers: ${regularizers} }] }\n`;
}

function read(text: string) {
  return readSweep({ text, path: 'sweep.yaml', folder }, testCatalog);
}

/** The problems of a text, with FOLDER for the path of the folder. */
async function problemsOf(text: string): Promise<readonly Found[]> {
  return JSON.parse(JSON.stringify(found(await invalid(() => read(text)))).replaceAll(folder, 'FOLDER'));
}

describe('a plugin that is not part of the program', () => {
  it('can be named by the path of its file, relative to the sweep file', async () => {
    const file = write('plugins/own.ts', regularizer(STRENGTH));
    const found = await read(sweep('[{ use: ./plugins/own.ts, strength: { values: [1, 2] } }]'));
    expect(found.spec.origin.modules.regularizer).toEqual({ './plugins/own.ts': pathToFileURL(file).href });
    expect(configurationOf(found, { strength: 1 }).model.layers[0]?.regularizers).toEqual([
      { use: './plugins/own.ts', strength: 2 },
    ]);
  });

  it('is called by its file in the names of parameters', async () => {
    write('own.ts', regularizer(STRENGTH));
    const use = '{ use: ./own.ts, strength: { values: [1, 2] } }';
    const found = await read(sweep(`[{ values: [${use}, { use: l1, strength: { values: [3, 4] } }] }]`));
    expect(found.spec.search.space.parameters.map(({ name }) => name)).toEqual([
      'regularizers',
      'own.strength',
      'l1.strength',
    ]);
  });

  it('can be named by a package next to the sweep file, of either module system', async () => {
    write('node_modules/@me/modern/package.json', '{ "exports": { ".": { "import": "./index.mjs" } } }');
    write('node_modules/@me/modern/index.mjs', regularizer(STRENGTH).replace(': string', ''));
    write('node_modules/plain-dataset/package.json', '{ "main": "index.js" }');
    write(
      'node_modules/plain-dataset/index.js',
      "module.exports = { kind: 'dataset', name: 'plain', summary: 'Plain.', options: { type: 'object', properties: {} }, load() {} };",
    );
    const found = await read(sweep('[{ use: "@me/modern" }]', 'plain-dataset'));
    const { dataset, model } = configurationOf(found);
    expect(dataset.use).toBe('plain-dataset');
    expect(model.layers[0]?.regularizers).toEqual([{ use: '@me/modern', strength: 0.5 }]);
  });

  it('has its options validated', async () => {
    write('checked.ts', regularizer(`${STRENGTH}, deep: Type.Optional(Type.Object({ a: Type.Number() }))`));
    expect(await problemsOf(sweep('[{ use: ./checked.ts, strenth: 1 }]'))).toEqual([
      ['3:67 strenth', 'unknown-key', { key: 'strenth', meant: 'strength', allowed: ['use', 'strength', 'deep'] }],
    ]);
    expect(await problemsOf(sweep('[{ use: ./checked.ts, deep: { a: 1, b: 2 } }]'))).toEqual([
      ['3:81 b', 'unknown-key', { key: 'b', allowed: ['a'] }],
    ]);
  });

  it('can be loaded by Node without a package around it', () => {
    write('alone/own.ts', regularizer(STRENGTH));
    expect(JSON.parse(readInNode('alone', sweep('[{ use: ./own.ts }]')))).toEqual({
      './own.ts': pathToFileURL(join(folder, 'alone/own.ts')).href,
    });
  });
});

/** What a process that only reads a sweep in a folder prints: the modules of its regularizers, or what is wrong. */
function readInNode(inside: string, text: string): string {
  const source = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = [
    `import { readSweep } from ${source('./readSweep.ts')};`,
    `import { testCatalog } from ${source('../../test/sweepfile/testCatalog.ts')};`,
    `const file = { text: ${JSON.stringify(text)}, path: 'sweep.yaml', folder: process.cwd() };`,
    'await readSweep(file, testCatalog).then(',
    '  ({ spec }) => console.log(JSON.stringify(spec.origin.modules.regularizer)),',
    '  ({ message }) => console.log(message),',
    ');',
  ].join('\n');
  const command = ['--input-type=module', '--eval', script];
  return execFileSync(process.execPath, command, { cwd: join(folder, inside), encoding: 'utf8' });
}

describe('a plugin that cannot be used', () => {
  it.each([
    ['own-package', 'own-package'],
    ['node:fs', 'node:fs'],
    ['toString', 'toString'],
  ])('%s is unknown', async (use, name) => {
    expect(await problemsOf(sweep(`[{ use: "${use}" }]`))).toEqual([
      [
        `3:53 "${use}"`,
        'unknown-plugin',
        { kind: 'regularizer', name, available: ['clip', 'k-sparse', 'l1', 'top-k'], isOpen: true },
      ],
    ]);
  });

  it.each([
    ['./nowhere.ts', 'FOLDER/nowhere.ts', undefined],
    ['./node_modules', 'FOLDER/node_modules', undefined],
    ['@me/nothing', '@me/nothing', undefined],
    ['own2.ts', 'own2.ts', './own2.ts'],
    ['data:text/plain,a', 'data:text/plain,a', undefined],
  ])('%s is not found', async (use, name, path) => {
    const problem = [`3:53 "${use}"`, 'plugin-not-found', { reason: expect.stringContaining(name), path }];
    expect(await problemsOf(sweep(`[{ use: "${use}" }]`))).toEqual([problem]);
  });

  it.each([
    ['throws', "throw new Error('no luck');", /^FOLDER\/broken\/throws.ts cannot be loaded: no luck$/],
    [
      'missing',
      "import 'not-installed';",
      /^FOLDER\/broken\/missing.ts cannot be loaded: Cannot find package 'not-installed'/,
    ],
    [
      'nothing',
      'export const own = 1;',
      /^FOLDER\/broken\/nothing.ts is not a regularizer: it must `export default` what defineRegularizer returns$/,
    ],
    ['empty', 'export default null;', /^FOLDER\/broken\/empty.ts is not a regularizer: /],
    [
      'kind',
      regularizer('').replaceAll('defineRegularizer(', "(plugin => ({ kind: 'dataset', load() {}, ...plugin }))("),
      /^FOLDER\/broken\/kind.ts is not a regularizer: /,
    ],
    [
      'options',
      "export default { kind: 'regularizer', name: 'a', summary: 'b' };",
      /options.ts is not a regularizer: /,
    ],
    [
      'text',
      "export default { kind: 'regularizer', name: 'a', summary: 'b', options: { type: 'string' } };",
      /^`.\/broken\/text.ts` is broken: its options must be a JSON Schema of an object, such as Type.Object\({ ... }\)$/,
    ],
    [
      'schema',
      regularizer("strength: Type.Number({ minimum: 'zero' })"),
      /^`.\/broken\/schema.ts` is broken: its options are not a valid JSON Schema: `properties.strength.minimum` must be number$/,
    ],
    [
      'type',
      regularizer("strength: { type: 'integr' }"),
      /its options are not a valid JSON Schema: `properties.strength.type` must be equal to one of the allowed values$/,
    ],
    [
      'default',
      regularizer('share: Type.Number({ maximum: 1, default: 3 })'),
      /its options do not allow the default of `share`, 3$/,
    ],
    [
      'taken',
      regularizer('use: Type.Number()'),
      /its options cannot have the name `use`, which the sweep file uses itself$/,
    ],
    [
      'reference',
      regularizer("share: { $ref: '#/$defs/share' }"),
      /its options use \$ref or \$id: write out what they stand for$/,
    ],
  ])('is broken: %s', async (name, source, message) => {
    write(`broken/${name}.ts`, source);
    expect(await problemsOf(sweep(`[{ use: ./broken/${name}.ts }]`))).toEqual([
      [`3:53 ./broken/${name}.ts`, 'broken-plugin', { reason: expect.stringMatching(message) }],
    ]);
  });

  it('is reported with the line of its syntax error', () => {
    const file = write('broken/syntax.ts', 'export default {\n  a: 1\n  b: 2\n};\n');
    const [message] = readInNode('broken', sweep('[{ use: ./syntax.ts }]')).split('\n');
    expect(message?.startsWith(`sweep.yaml:3:53: ${file} cannot be loaded: `)).toBe(true);
    expect(message?.endsWith(` (${file}:3)`)).toBe(true);
  });
});

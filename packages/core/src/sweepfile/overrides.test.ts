import { describe, expect, it } from 'vitest';
import { problemsOf, readTest, sweepText } from '../../test/sweepfile/readTest.ts';
import { parseOverride } from './overrides.ts';
import { parseSweepDocument } from './sweepDocument.ts';

/** The data of a text with overrides in it. */
function dataOf(text: string, ...sets: readonly string[]) {
  const parsed = parseSweepDocument(text, sets.map(parseOverride));
  if ('document' in parsed) return parsed.document.data;
  throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
}

describe('parseOverride', () => {
  it('splits a path at dots and brackets, and the value at the first equals sign', () => {
    expect(parseOverride('model.layers[0].units=a=b')).toEqual({
      text: 'model.layers[0].units=a=b',
      path: ['model', 'layers', 0, 'units'],
      value: 'a=b',
    });
  });

  it.each(['train.epochs', '=5', 'train..epochs=5', '[0].units=3', ''])('refuses %j', (text) => {
    expect(() => parseOverride(text)).toThrow(`--set ${text}: write path=value, such as --set train.epochs=5`);
  });
});

describe('overrides', () => {
  it('replace values by any YAML', () => {
    const text = 'a: 1\nb: { c: [1, 2] }\n';
    expect(dataOf(text, 'a=1e-3', 'b.c[1]=two', 'b.c[0]={ min: 1, max: 2 }')).toEqual({
      a: 0.001,
      b: { c: [{ min: 1, max: 2 }, 'two'] },
    });
    expect(dataOf(text, 'b=[x, { y: true }]', 'a=')).toEqual({ a: null, b: ['x', { y: true }] });
  });

  it('create missing mappings and lists on their path', () => {
    expect(dataOf('a: 1\n', 'train.optimizer.learningRate=0.1', 'layers[0].units=3')).toEqual({
      a: 1,
      train: { optimizer: { learningRate: 0.1 } },
      layers: [{ units: 3 }],
    });
    expect(dataOf('a: 1\ntrain:\n', 'train.epochs=5')).toEqual({ a: 1, train: { epochs: 5 } });
    expect(dataOf('layers: [{ units: 3 }]\n', 'layers[1].units=4')).toEqual({ layers: [{ units: 3 }, { units: 4 }] });
    expect(dataOf('', 'a=1')).toEqual({ a: 1 });
  });

  it('apply in order', () => {
    expect(dataOf('a: 1\n', 'a={ b: 1, c: 2 }', 'a.b=3', 'a.c=4', 'a.c=5')).toEqual({ a: { b: 3, c: 5 } });
  });

  it('also replace the value of aliases', () => {
    expect(dataOf('a: &a 1\nb: *a\nc: &c { d: 2 }\ne: *c\n', 'a=5', 'c={ f: 6 }', 'b=7')).toEqual({
      a: 5,
      b: 7,
      c: { f: 6 },
      e: { f: 6 },
    });
  });

  it('reach inside sets of values', () => {
    expect(dataOf('a: { values: [{ use: l1, k: 1 }, 2] }\n', 'a.values[0].k=7')).toEqual({
      a: { values: [{ use: 'l1', k: 7 }, 2] },
    });
  });

  it('are in the text of the spec, which reads as the same sweep', async () => {
    const text = sweepText({ rest: '# why\ntrain: { epochs: 3 } # few\n' });
    const sets = ['train.epochs=1e1', 'model.layers[0]={ units: { values: [2, 3] } }', 'dataset.rows=7'];
    const sweep = await readTest(text, sets);
    const again = await readTest(sweep.spec.origin.yaml);
    expect(sweep.spec.origin.yaml).toContain('# why');
    expect(again.spec.search.space).toEqual(sweep.spec.search.space);
    expect(again.spec.origin.hash).toBe(sweep.spec.origin.hash);
    expect(sweep.spec.origin.hash).not.toBe((await readTest(text)).spec.origin.hash);
    expect(sweep.spec.search.space.template).toMatchObject({ train: { epochs: 10 }, dataset: { rows: 7 } });
  });
});

describe('an invalid override', () => {
  const text = sweepText({ layer: '&first { units: 4 }', rest: '    - *first\n' });

  it.each<readonly [set: string, id: string, data: object]>([
    ['model.layers[3].units=5', 'override-beyond-list', { name: '`model.layers`', count: 2 }],
    ['model.layers.units=5', 'override-in-list', { name: '`model.layers`' }],
    ['name.first=5', 'override-in-value', { name: '`name`' }],
    ['model.layers[1].units=5', 'override-in-alias', { name: '`model.layers[1]`', alias: 'first' }],
    ['name=[5', 'unclosed-bracket', { bracket: ']' }],
    ['name=!x 5', 'unknown-tag', { tag: '!x' }],
    ['train.epochs=five', 'wrong-type', { name: '`epochs`', value: 'five', about: 'Passes over the data.' }],
    [
      'train.epoch=5',
      'unknown-key',
      { key: 'epoch', meant: 'epochs', allowed: ['epochs', 'batchSize', 'shuffle', 'optimizer'] },
    ],
    [
      'train.optimizer.learningRate=1',
      'missing-key',
      { name: '`optimizer`', key: 'use', about: 'Name of an optimizer.' },
    ],
    ['model.layers[0].units=*none', 'unknown-anchor', { name: 'none' }],
  ])('--set %s', async (set, id, data) => {
    expect(await problemsOf(text, set)).toMatchObject([[`--set ${set}`, id, data]]);
  });

  it('is reported at aliases of its value, too', async () => {
    const set = 'model.layers[0]={ units: { min: 3, max: 2 } }';
    expect(await problemsOf(text, set)).toEqual([
      ['6:7 *first', 'range-reversed', { min: 3, max: 2 }],
      [`--set ${set}`, 'range-reversed', { min: 3, max: 2 }],
    ]);
  });

  it('can be one for a file that is a list', async () => {
    expect(await problemsOf('- a\n', 'name=x')).toEqual([['--set name=x', 'override-in-list', { name: 'the file' }]]);
  });

  it('is reported after the problems of the file', async () => {
    const found = await problemsOf(sweepText({ layer: '{ units: 0 }' }), 'train.epochs=0', 'replicates=0');
    expect(found).toMatchObject([
      ['5:16 0', 'out-of-bounds', { name: '`units`' }],
      ['--set train.epochs=0', 'out-of-bounds', { name: '`epochs`' }],
      ['--set replicates=0', 'out-of-bounds', { name: '`replicates`' }],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { messageFor, readTest, sweepText } from '../../test/sweepfile/readTest.ts';
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

  it.each(['train.epochs', '=5', 'train..epochs=5', '[0].units=3', ''])('turns down %j', (text) => {
    expect(() => parseOverride(text)).toThrow(`--set ${text}: write path=value, such as --set train.epochs=5`);
  });
});

describe('overrides', () => {
  it('replace values, by YAML of any kind', () => {
    const text = 'a: 1\nb: { c: [1, 2] }\n';
    expect(dataOf(text, 'a=1e-3', 'b.c[1]=two', 'b.c[0]={ min: 1, max: 2 }')).toEqual({
      a: 0.001,
      b: { c: [{ min: 1, max: 2 }, 'two'] },
    });
    expect(dataOf(text, 'b=[x, { y: true }]', 'a=')).toEqual({ a: null, b: ['x', { y: true }] });
  });

  it('make what is missing on the way', () => {
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

  it('are what aliases of the replaced value stand for', () => {
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

  it('are in the text that is kept, which says the same', async () => {
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

describe('an override that cannot be', () => {
  const text = sweepText({ layer: '&first { units: 4 }', rest: '    - *first\n' });

  it.each([
    ['model.layers[3].units=5', '`model.layers` has 2 items; the next is [2]'],
    ['model.layers.units=5', '`model.layers` is a list: name an item of it, such as [0]'],
    ['name.first=5', '`name` is a single value: there is nothing in it to set'],
    ['model.layers[1].units=5', '`model.layers[1]` is the alias `*first`: set what it stands for, or all of it'],
    ['name=[5', 'a closing `]` is missing\n  or what stands between the brackets is indented too little'],
    ['name=!x 5', 'the tag `!x` means nothing here'],
    ['train.epochs=five', '`epochs` must be a whole number, not "five"\n  Passes over the data.'],
    [
      'train.epoch=5',
      'unknown key `epoch`\n  did you mean `epochs`?\n  allowed: epochs, batchSize, shuffle, optimizer',
    ],
    ['train.optimizer.learningRate=1', '`optimizer` lacks the key `use`\n  use: Name of an optimizer.'],
    ['model.layers[0].units=*none', 'no anchor `&none` stands before this'],
  ])('--set %s', async (set, message) => {
    expect(await messageFor(text, set)).toBe(`--set ${set}: ${message}`);
  });

  it('is blamed for what aliases of it do, too', async () => {
    expect(await messageFor(text, 'model.layers[0]={ units: { min: 3, max: 2 } }')).toBe(
      [
        'sweep.yaml:6:7: `min` is 3, above `max`, which is 2',
        '  6 |     - *first',
        '    |       ^^^^^^',
        '    = swap them',
        '',
        '--set model.layers[0]={ units: { min: 3, max: 2 } }: `min` is 3, above `max`, which is 2',
        '  swap them',
      ].join('\n'),
    );
  });

  it('is one of a file that is a list', async () => {
    expect(await messageFor('- a\n', 'name=x')).toBe(
      '--set name=x: the file is a list: name an item of it, such as [0]',
    );
  });

  it('is named among the mistakes of the file, after them', async () => {
    expect(await messageFor(sweepText({ layer: '{ units: 0 }' }), 'train.epochs=0', 'replicates=0')).toBe(
      [
        'sweep.yaml:5:16: `units` is 0; it must be at least 1',
        '  5 |     - { units: 0 }',
        '    |                ^',
        '',
        '--set train.epochs=0: `epochs` is 0; it must be at least 1',
        '',
        '--set replicates=0: `replicates` is 0; it must be at least 1',
      ].join('\n'),
    );
  });
});

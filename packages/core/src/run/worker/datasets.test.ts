import { describe, expect, it } from 'vitest';
import { smallCatalog } from '../../../test/run/smallSweep.ts';
import { type Dataset, defineDataset } from '../../plugin/dataset.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import { Type } from '../../plugin.ts';
import { checkDataset, loadDataset, loadFrom } from './datasets.ts';

const request = { use: 'corners', sets: [], seed: 0, folder: import.meta.dirname };

describe('loadDataset', () => {
  it('gives a dataset its defaults and what was set', async () => {
    expect((await loadDataset(request, smallCatalog)).features.rows).toBe(20);
    const { features, levels } = await loadDataset({ ...request, sets: ['copies=1'] }, smallCatalog);
    expect([...features.values]).toEqual([0, 0, 1, 0, 0, 1, 1, 1]);
    expect([...(levels[0]?.labels ?? [])]).toEqual([0, 1, 1, 0]);
  });

  it.each([
    [['copies=0'], 'dataset corners: `copies` is 0; it must be at least 1'],
    [['copies=many'], 'dataset corners: `copies` must be a whole number, not "many"'],
    [['copys=1'], 'did you mean `copies`?'],
    [['copies'], '--set copies: write option=value, such as --set nSamples=1000'],
    [['=1'], '--set =1: write option=value, such as --set nSamples=1000'],
    [['copies=[1'], '--set copies=[1: missing closing `]`'],
    [['copies=!one 1'], '--set copies=!one 1: unknown tag `!one`'],
    [['copies=&a [*a]'], '--set copies=&a [*a]: '],
  ])('refuses %j', async (sets, message) => {
    const loading = loadDataset({ ...request, sets }, smallCatalog);
    await expect(loading).rejects.toThrow(SparsweepError);
    await expect(loading).rejects.toThrow(message);
  });

  it('suggests a name like one that is unknown', async () => {
    await expect(loadDataset({ ...request, use: 'corner' }, smallCatalog)).rejects.toThrow(
      /unknown dataset "corner"\n.*`corners`/,
    );
  });
});

describe('loadFrom', () => {
  it('gives the plugin the folder and a seed derived for it', async () => {
    const contexts: unknown[] = [];
    const plugin = defineDataset({
      name: 'curious',
      summary: 'Notes what it is given.',
      options: Type.Object({}),
      load: (options, context) => {
        contexts.push({ options, ...context });
        return { features: { rows: 0, columns: 0, values: new Float64Array(0) }, levels: [] };
      },
    });
    await loadFrom(plugin, './curious.ts', { a: 1 }, 7, '/folder');
    // The seed is the Python program's for seed 7 and purpose `dataset`.
    expect(contexts).toEqual([{ options: { a: 1 }, seed: 3713816095, folder: '/folder' }]);
  });

  it('says which dataset failed, and keeps the code of errors meant for the user', async () => {
    const failing = (thrown: unknown) =>
      defineDataset({
        name: 'failing',
        summary: 'Fails.',
        options: Type.Object({}),
        load: () => {
          throw thrown;
        },
      });
    const defect = loadFrom(failing(new TypeError('no such thing')), './failing.ts', {}, 0, '');
    await expect(defect).rejects.toMatchObject({
      code: 'broken-plugin',
      message: 'dataset `./failing.ts`: no such thing',
    });
    const unfit = loadFrom(failing(new SparsweepError('invalid-data', 'row 3 is empty')), 'csv', {}, 0, '');
    await expect(unfit).rejects.toMatchObject({ code: 'invalid-data', message: 'dataset `csv`: row 3 is empty' });
  });
});

const sound: Dataset = {
  features: { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) },
  featureNames: ['width', 'height'],
  levels: [{ name: 'kind', classes: ['a', 'b'], labels: Int32Array.of(0, 1) }],
};
const level = { name: 'kind', classes: ['a', 'b'], labels: Int32Array.of(0, 1) };

describe('checkDataset', () => {
  it('accepts what fits together', () => {
    expect(() => checkDataset(sound)).not.toThrow();
    expect(() => checkDataset({ features: sound.features, levels: [] })).not.toThrow();
  });

  it.each<[string, Partial<Dataset>, string]>([
    [
      'values that are too few',
      { features: { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3) } },
      'it yielded 3 values in features of 2 rows and 2 columns; there must be 4',
    ],
    ['names that are too few', { featureNames: ['width'] }, 'it yielded 1 featureNames; there must be 2'],
    [
      'labels that are too many',
      { levels: [{ ...level, labels: Int32Array.of(0, 1, 1) }] },
      'it yielded 3 labels in level `kind`; there must be 2',
    ],
    [
      'a label of no class',
      { levels: [{ ...level, labels: Int32Array.of(0, 2) }] },
      'level `kind` has the label 2, and 2 classes',
    ],
    [
      'a negative label',
      { levels: [{ ...level, labels: Int32Array.of(-1, 0) }] },
      'level `kind` has the label -1, and 2 classes',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => checkDataset({ ...sound, ...change })).toThrow(message);
  });
});

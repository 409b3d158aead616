import { describe, expect, it } from 'vitest';
import { defineDataset } from '../../plugin/dataset.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import { Type } from '../../plugin.ts';
import { loadFrom } from './loadFrom.ts';

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

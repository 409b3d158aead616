import { describe, expect, it } from 'vitest';
import { smallCatalog } from '../../../test/run/smallSweep.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import { loadDataset } from './loadDataset.ts';

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

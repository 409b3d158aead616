import { at } from '@sparsweep/core/plugin';
import { datasetContract } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import digits from './index.ts';

const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

datasetContract(digits, {}, { rows: 1797, columns: 64, classes: CLASSES });

// Expected values: sklearn.datasets.load_digits(), scikit-learn 1.9.1, whose pixels go from 0 to 16.
describe('digits', async () => {
  const { features, featureNames, levels } = await digits.load({}, { seed: 0, folder: '/' });
  const { values } = features;
  const { labels } = at(levels, 0);

  it('matches the pixels of scikit-learn divided by 16', () => {
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(561718 / 16);
    const column20 = values.filter((_, index) => index % 64 === 20);
    expect(column20.reduce((sum, value) => sum + value, 0)).toBe(12755 / 16);
    expect(values.slice(-64).reduce((sum, value) => sum + value, 0)).toBe(392 / 16);
    expect([...values.slice(0, 16)].map((value) => value * 16)).toEqual([
      0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0,
    ]);
  });

  it('matches the digits of scikit-learn in order', () => {
    expect([...labels.slice(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect([...labels.slice(-5)]).toEqual([9, 0, 8, 9, 8]);
    const counts = CLASSES.map((_, digit) => labels.filter((label) => label === digit).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  it('names pixels by row and column', () => {
    expect(featureNames?.slice(0, 3)).toEqual(['pixel_0_0', 'pixel_0_1', 'pixel_0_2']);
    expect(featureNames?.[8]).toBe('pixel_1_0');
    expect(featureNames?.at(-1)).toBe('pixel_7_7');
  });
});

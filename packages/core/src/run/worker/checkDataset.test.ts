import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../plugin/dataset.ts';
import { checkDataset } from './checkDataset.ts';

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

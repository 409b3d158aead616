import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../plugin/dataset.ts';
import { trialData } from './trialData.ts';

const labelled: Dataset = {
  features: { rows: 3, columns: 2, values: Float64Array.of(0.1, 1, 0.2, 2, 1e300, 3) },
  levels: [
    { name: 'coarse', classes: ['all'], labels: Int32Array.of(0, 0, 0) },
    { name: 'fine', classes: ['a', 'b'], labels: Int32Array.of(1, 0, 1) },
  ],
};
const unlabelled: Dataset = { ...labelled, levels: [] };

describe('trialData', () => {
  it('gives all rows in order, as float32, with the finest labels', () => {
    const data = trialData(labelled, 'classification', { train: 1 }, 0);
    expect(Object.keys(data)).toEqual(['train']);
    expect(data.train.rows).toBe(3);
    expect([...data.train.features]).toEqual([Math.fround(0.1), 1, Math.fround(0.2), 2, Number.POSITIVE_INFINITY, 3]);
    expect([...data.train.labels]).toEqual([1, 0, 1]);
  });

  it('keeps rows and labels together when it divides them', () => {
    const rows = 40;
    const dataset: Dataset = {
      features: { rows, columns: 1, values: Float64Array.from({ length: rows }, (_, row) => row) },
      levels: [
        { name: 'parity', classes: ['even', 'odd'], labels: Int32Array.from({ length: rows }, (_, row) => row % 2) },
      ],
    };
    const { train, validation, test } = trialData(
      dataset,
      'classification',
      { train: 0.5, validation: 0.3, test: 0.2 },
      5,
    );
    expect([train.rows, validation?.rows, test?.rows]).toEqual([20, 12, 8]);
    for (const samples of [train, validation, test]) {
      expect([...(samples?.labels ?? [])]).toEqual([...(samples?.features ?? [])].map((feature) => feature % 2));
    }
  });

  it('divides by its seed', () => {
    const dataset: Dataset = {
      ...unlabelled,
      features: { rows: 40, columns: 1, values: Float64Array.from(Array(40).keys()) },
    };
    const test = (seed: number) => [
      ...(trialData(dataset, 'reconstruction', { train: 0.5, test: 0.5 }, seed).test?.features ?? []),
    ];
    expect(test(1)).toEqual(test(1));
    expect(test(1)).not.toEqual(test(2));
  });

  it('has no labels for reconstruction', () => {
    expect(trialData(labelled, 'reconstruction', { train: 1 }, 0).train.labels).toHaveLength(0);
    expect(trialData(unlabelled, 'reconstruction', { train: 1 }, 0).train.labels).toHaveLength(0);
  });

  it('refuses data that cannot be learned', () => {
    expect(() => trialData(unlabelled, 'classification', { train: 1 }, 0)).toThrow(/no labels.*task: classification/);
    const tiny: Dataset = { ...unlabelled, features: { rows: 2, columns: 1, values: Float64Array.of(1, 2) } };
    expect(() => trialData(tiny, 'reconstruction', { train: 0.1, validation: 0.45, test: 0.45 }, 0)).toThrow(
      'the train split is empty: the dataset has 2 rows',
    );
  });
});

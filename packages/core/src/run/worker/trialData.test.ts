import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../plugin/at.ts';
import type { Dataset } from '../../plugin/dataset.ts';
import { SPLITS } from '../../plugin/measurement.ts';
import type { SplitFractions } from '../../sweepfile/configuration.ts';
import { randomStreams } from '../plan/randomStreams.ts';
import { splitRows, trialData } from './trialData.ts';

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

const stream = () => randomStreams(0)('split');

/** How many rows of each class each split has. */
function counts(labels: readonly number[], fractions: SplitFractions): Record<string, number[]> {
  const classes = [...new Set(labels)].sort();
  const split = splitRows(Int32Array.from(labels), fractions, stream());
  return Object.fromEntries(
    Object.entries(split).map(([name, rows]) => [
      name,
      classes.map((label) => rows.filter((row) => labels[row] === label).length),
    ]),
  );
}

describe('splitRows', () => {
  it('keeps every row in its order with train: 1, and draws nothing', () => {
    const drawing = {
      uniform: () => expect.unreachable(),
      integer: () => expect.unreachable(),
    };
    expect(splitRows(Int32Array.of(1, 0, 1, 0), { train: 1 }, drawing)).toEqual({ train: [0, 1, 2, 3] });
    expect(splitRows(Int32Array.of(1, 0), { train: 1, validation: 0, test: 0 }, drawing)).toEqual({ train: [0, 1] });
  });

  it('gives each row of the shuffled class to the split that is furthest behind', () => {
    // The Python program for the streams makes [3, 6, 7, 9, 8, 0, 4, 2, 5, 1] of 0 .. 9. Dealt by hand: 3 to train, which
    // is due 0.5 of the first row; 6 to validation, due 0.5 as test is; 7 to test, due 0.75; 9 and 8 to train; and so on.
    const split = splitRows(new Int32Array(10), { train: 0.5, validation: 0.25, test: 0.25 }, stream());
    expect(split).toEqual({ train: [2, 3, 5, 8, 9], validation: [0, 1, 6], test: [4, 7] });
  });

  it('divides every class in the same proportions', () => {
    const labels = [...new Array(10).fill(0), ...new Array(5).fill(1)];
    expect(counts(labels, { train: 0.6, validation: 0.2, test: 0.2 })).toEqual({
      train: [6, 3],
      validation: [2, 1],
      test: [2, 1],
    });
  });

  it('carries what rounding gave one class too much to the next', () => {
    const labels = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3];
    expect(counts(labels, { train: 0.5, test: 0.5 })).toEqual({ train: [2, 1, 2, 1], test: [1, 2, 1, 2] });
  });

  it('leaves out a split that gets no row', () => {
    expect(Object.keys(splitRows(new Int32Array(3), { train: 0.9, validation: 0.1 }, stream()))).toEqual(['train']);
  });

  it('does not depend on which labels the classes have', () => {
    const one = splitRows(Int32Array.of(0, 0, 0, 1, 1, 1), { train: 0.5, test: 0.5 }, stream());
    const other = splitRows(Int32Array.of(3, 3, 3, 8, 8, 8), { train: 0.5, test: 0.5 }, stream());
    expect(other).toEqual(one);
  });

  it('gives every row to one split, in order, and each split its size', () => {
    const fractions = fc
      .tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 0, max: 98 }))
      .map(([train, rest]) => [train, Math.min(rest, 100 - train)] as const)
      .map(([train, validation]) => ({
        train: train / 100,
        validation: validation / 100,
        test: (100 - train - validation) / 100,
      }));
    const labels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(labels, fractions, fc.nat(), (labels, fractions, seed) => {
        const split = splitRows(Int32Array.from(labels), fractions, randomStreams(seed)('split'));
        const { train = [], validation = [], test = [] } = split;
        expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual([...labels.keys()]);
        for (const rows of [train, validation, test]) expect([...rows].sort((a, b) => a - b)).toEqual(rows);
        for (const name of SPLITS) {
          const rows = split[name] ?? [];
          const fraction = fractions[name];
          expect(Math.abs(rows.length - labels.length * fraction)).toBeLessThan(1);
          for (const [label, members] of Map.groupBy(labels.keys(), (row) => at(labels, row))) {
            const dealt = rows.filter((row) => labels[row] === label).length;
            expect(Math.abs(dealt - members.length * fraction)).toBeLessThan(2);
          }
        }
      }),
    );
  });
});

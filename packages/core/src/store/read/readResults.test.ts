import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../plugin/json.ts';
import { stamped } from '../testing/stamped.ts';
import { newSweep, planned, temporaryStore } from '../testing/temporaryStore.ts';
import type { ResultsOptions } from './readResults.ts';

interface Trial {
  readonly parameters?: JsonObject;
  /** Validation accuracy of the final weights; a trial without one is pending. */
  readonly accuracy?: number;
}

/** A store with these trials, and a function that gives the numbers of those that `results` returns, in order. */
async function sweepOf(trials: readonly Trial[]) {
  const { store, reader } = await temporaryStore();
  const writer = store.createSweep(newSweep('digits'));
  writer.addTrials(trials.map(({ parameters = {} }, number) => planned(number, { parameters })));
  for (const [trial, { accuracy: value }] of trials.entries()) {
    if (value === undefined) continue;
    const measurements = [{ name: 'accuracy', split: 'validation' as const, layer: null, value }];
    writer.write(stamped([{ type: 'ended', trial, status: 'finished', epochs: 1, measurements }], new Date(0)));
  }
  return (options: ResultsOptions) => reader.results(writer.id, options).map(({ number }) => number);
}

describe('the order of results', () => {
  it('sorts ties by trial number, also with a limit', async () => {
    const numbers = await sweepOf([0.5, 0.75, 0.5, 0.75, 0.25, 0.5].map((accuracy) => ({ accuracy })));
    expect(numbers({ orderBy: 'validation_accuracy' })).toEqual([4, 0, 2, 5, 1, 3]);
    expect(numbers({ orderBy: 'validation_accuracy DESC' })).toEqual([1, 3, 0, 2, 5, 4]);
    expect(numbers({ orderBy: 'validation_accuracy DESC', limit: 4 })).toEqual([1, 3, 0, 2]);
    expect(numbers({ where: 'validation_accuracy < 0.6', orderBy: 'validation_accuracy DESC', limit: 2 })).toEqual([
      0, 2,
    ]);
  });

  it('puts missing values and NaN before the smallest value', async () => {
    const numbers = await sweepOf([{ accuracy: 0.5 }, {}, { accuracy: Number.NaN }, { accuracy: -1 }]);
    expect(numbers({ orderBy: 'validation_accuracy' })).toEqual([1, 2, 3, 0]);
    expect(numbers({ orderBy: 'validation_accuracy DESC NULLS LAST' })).toEqual([0, 3, 1, 2]);
    expect(numbers({ where: 'validation_accuracy > -2' })).toEqual([0, 3]);
  });

  it('is by value, also of many trials', async () => {
    // 7 is coprime to 300, so every accuracy k / 300 occurs once: that of trial t has k = 7 t mod 300.
    const trials = Array.from({ length: 300 }, (_, number) => ({ accuracy: ((7 * number) % 300) / 300 }));
    const numbers = await sweepOf(trials);
    // 43 is the inverse of 7: 7 * 43 = 301.
    const best = Array.from({ length: 20 }, (_, place) => (43 * (299 - place)) % 300);
    expect(numbers({ orderBy: 'validation_accuracy DESC', limit: 20 })).toEqual(best);
    expect(numbers({ where: 'validation_accuracy >= 280 / 300.0' }).toSorted((a, b) => a - b)).toEqual(
      best.toSorted((a, b) => a - b),
    );
  });
});

describe('a parameter in a condition or an order', () => {
  it('is found if the first trials do not have it', async () => {
    const numbers = await sweepOf([
      { parameters: {} },
      { parameters: { use: 'l1', strength: 0.5 } },
      { parameters: { use: 'k-sparse', k: 8 } },
      { parameters: { use: 'k-sparse', k: 4 } },
    ]);
    expect(numbers({ where: 'k > 2' })).toEqual([2, 3]);
    expect(numbers({ where: "use = 'k-sparse'", orderBy: 'k' })).toEqual([3, 2]);
    expect(numbers({ where: 'k > 2 OR strength > 0', orderBy: 'strength DESC, k' })).toEqual([1, 3, 2]);
  });

  it('goes before a result field of the same name, whether or not the first trial has it', async () => {
    const later = await sweepOf([{ accuracy: 3 }, { parameters: { validationAccuracy: 2 }, accuracy: 1 }]);
    expect(later({ where: 'validationAccuracy > 1' })).toEqual([1]);
    expect(later({ orderBy: 'validationAccuracy + 0 DESC' })).toEqual([1, 0]);
    const first = await sweepOf([{ parameters: { validationAccuracy: 2 }, accuracy: 1 }, { accuracy: 3 }]);
    expect(first({ where: 'validationAccuracy > 1' })).toEqual([0]);
    expect(first({ orderBy: 'validationAccuracy + 0 DESC' })).toEqual([0, 1]);
  });

  it('is the first of those whose names differ only in case', async () => {
    const numbers = await sweepOf([{ parameters: { K: 1 } }, { parameters: { k: 1 } }, { parameters: { K: 1, j: 2 } }]);
    expect(numbers({ where: 'k = 1' })).toEqual([0, 2]);
    expect(numbers({ where: 'k = 1 AND j = 2' })).toEqual([2]);
  });

  it('is listed in the error for an unknown name, whichever trial has it', async () => {
    const numbers = await sweepOf([{ parameters: { a: 1 } }, { parameters: { b: 1 } }]);
    expect(() => numbers({ where: 'c = 1' })).toThrow(/no such column: c\. .*; parameters: a, b\. /);
    const none = await sweepOf([]);
    expect(() => none({ orderBy: 'c' })).toThrow(/^the order "c" cannot be used: no such column: c\. Columns: /);
    expect(none({ orderBy: 'validation_accuracy' })).toEqual([]);
  });
});

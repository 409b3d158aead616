import type { RunnableTrial, TrialEnded, TrialRecord } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { Tally } from './tally.ts';

/** Trials of ten epochs, numbered from 0. */
function trials(count: number): readonly RunnableTrial[] {
  return Array.from({ length: count }, (_, number) => ({
    number,
    configurationIndex: number,
    replicate: 0,
    parameters: {},
    seed: 0,
    structureKey: '',
    configuration: {
      dataset: { use: 'digits', split: { train: 1 } },
      model: { task: 'classification', tied: false, layers: [], output: { initializer: 'zeros', regularizers: [] } },
      train: { epochs: 10, batchSize: 1, shuffle: false, optimizer: { use: 'sgd' } },
    },
  }));
}

const started = (trial: number, attempt = 1): TrialRecord => ({ type: 'started', trial, attempt });
const epoch = (trial: number, count: number): TrialRecord => ({ type: 'epoch', trial, epoch: count, measurements: [] });
const ended = (trial: number, loss: number, status: TrialEnded['status'] = 'finished'): TrialRecord => ({
  type: 'ended',
  trial,
  status,
  epochs: 10,
  measurements: [{ name: 'loss', split: 'train', layer: null, value: loss }],
});

function tallied(count: number, records: readonly TrialRecord[], goal: 'minimize' | 'maximize' = 'minimize'): Tally {
  const tally = new Tally({ name: 'train.loss', goal }, 1000);
  tally.plan(trials(count));
  for (const record of records) tally.record(record);
  return tally;
}

describe('Tally', () => {
  it('is empty at first', () => {
    const tally = new Tally(undefined, 1000);
    expect(tally).toMatchObject({ planned: 0, ended: 0, failed: 0, done: 0, best: undefined });
    expect(tally.secondsLeft(5000)).toBeUndefined();
  });

  it('measures progress in epochs, and estimates the time left from it', () => {
    const tally = tallied(4, [started(0), ended(0, 1), started(1), epoch(1, 1), epoch(1, 2)]);
    // 10 of 40 epochs, and 2 of the second trial, in 6 seconds: 28 are left, 14 seconds.
    expect(tally.done).toBeCloseTo(12 / 40);
    expect(tally.secondsLeft(7000)).toBeCloseTo(14);
    expect(tally.rate(7000)).toBeCloseTo(1 / 6);
  });

  it('resets a trial when it is retried', () => {
    expect(tallied(1, [started(0), epoch(0, 5), started(0, 2)]).done).toBe(0);
  });

  it('counts a trial that ended early as done', () => {
    const tally = tallied(2, [
      started(0),
      epoch(0, 3),
      ended(0, Number.NaN, 'diverged'),
      started(1),
      ended(1, 1, 'failed'),
    ]);
    expect(tally).toMatchObject({ done: 1, ended: 2, failed: 2, best: undefined });
  });

  it.each([
    ['minimize', 2, 0.1],
    ['maximize', 0, 0.5],
  ] as const)('finds the best to %s, the first of equals', (goal, number, value) => {
    const records = [
      ended(0, 0.5),
      ended(1, 0.5),
      ended(2, 0.1),
      ended(3, 0.1),
      ended(4, Number.NaN),
      ended(5, 9, 'failed'),
    ];
    expect(tallied(6, records, goal).best).toMatchObject({ trial: { number }, value });
  });

  it('counts trials that are planned later', () => {
    const tally = tallied(2, [started(0), ended(0, 1)]);
    tally.plan(trials(4).slice(2));
    expect(tally.planned).toBe(4);
    expect(tally.done).toBe(1 / 4);
  });
});

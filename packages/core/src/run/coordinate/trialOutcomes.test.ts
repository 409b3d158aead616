import { describe, expect, it } from 'vitest';
import type { Measurement, Split } from '../../plugin/measurement.ts';
import type { Objective } from '../../sweepfile/sweepSpec.ts';
import { objectiveValue, trialScores } from '../plan/objectives.ts';
import { trialOutcomes } from './trialOutcomes.ts';

const measured = (name: string, split: Split | null, value: number, layer: number | null = null): Measurement => ({
  name,
  split,
  layer,
  value,
});
const MEASUREMENTS = [
  measured('accuracy', 'train', 0.9),
  measured('accuracy', 'validation', 0.8),
  measured('accuracy', 'test', 0.7),
  measured('loss', 'train', 0.1),
  measured('loss', 'validation', 0.2),
  measured('weights.zeroFraction', null, 0.11, 0),
  measured('weights.zeroFraction', null, 0.5),
  measured('activations.zeroFraction', 'train', 0.6),
  measured('activations.zeroFraction', 'validation', 0.66),
];
const objective = (name: Objective['name']): Objective => ({
  name,
  goal: name.endsWith('loss') ? 'minimize' : 'maximize',
});

describe('objectiveValue', () => {
  it.each([
    ['train.accuracy', 0.9],
    ['validation.accuracy', 0.8],
    ['train.loss', 0.1],
    ['validation.loss', 0.2],
    ['weights.zeroFraction', 0.5],
    ['activations.zeroFraction', 0.66],
  ] as const)('finds %s', (name, value) => {
    expect(objectiveValue(objective(name), MEASUREMENTS)).toBe(value);
  });

  it('takes activations on train where there is no validation', () => {
    const withoutValidation = MEASUREMENTS.filter(({ split }) => split !== 'validation');
    expect(objectiveValue(objective('activations.zeroFraction'), withoutValidation)).toBe(0.6);
    expect(objectiveValue(objective('validation.accuracy'), withoutValidation)).toBeNaN();
  });
});

describe('trialScores', () => {
  it('are a value for each metric, the lower the better', () => {
    const metrics = [objective('validation.loss'), objective('train.accuracy')];
    expect(trialScores(metrics, MEASUREMENTS)).toEqual([0.2, -0.9]);
    expect(trialScores([], MEASUREMENTS)).toEqual([]);
    expect(trialScores(metrics, MEASUREMENTS.slice(0, 3))).toBeNull();
  });
});

describe('trialOutcomes', () => {
  const draws = [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }];
  const trials = [10, 11, 12, 13].flatMap((configurationIndex) =>
    [0, 1].map((replicate) => ({
      number: 2 * configurationIndex + replicate,
      configurationIndex,
    })),
  );
  const end = (status: 'finished' | 'stopped' | 'diverged', scores: readonly number[] | null, epochs = 9) => ({
    status,
    scores,
    epochs,
  });

  it('are means over the replicates that finished, else over those that were stopped, in the order of the draws', () => {
    const ends = new Map([
      [20, end('finished', [1, 10])],
      [21, end('finished', [2, 30])],
      [22, end('stopped', [9, 90], 3)],
      [23, end('finished', [5, 50])],
      [24, end('diverged', [7, 70])],
      [26, end('stopped', [3, 30], 3)],
      [27, end('stopped', [5, 50], 3)],
    ]);
    expect(trialOutcomes(draws, trials, ends)).toEqual([
      { draw: { a: 1 }, losses: [1.5, 20] },
      { draw: { a: 2 }, losses: [5, 50] },
      { draw: { a: 3 }, losses: null },
      { draw: { a: 4 }, losses: [4, 40], stoppedEpoch: 3 },
    ]);
  });
});

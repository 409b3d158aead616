import { describe, expect, it } from 'vitest';
import type { Measurement, Split } from '../plugin/measurement.ts';
import type { Objective } from '../spec/sweepSpec.ts';
import type { TrialEnded } from '../store/records.ts';
import { objectiveValue, trialOutcomes, trialScores } from './trialOutcomes.ts';

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
const objective = (name: Objective['name']): Objective => ({ name, goal: 'maximize' });

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
  const ended: TrialEnded = { type: 'ended', trial: 0, status: 'finished', epochs: 1, measurements: MEASUREMENTS };

  it('are a value for each metric, only of trials that finished', () => {
    const metrics = [objective('validation.loss'), objective('train.accuracy')];
    expect(trialScores(metrics, ended)).toEqual([0.2, 0.9]);
    expect(trialScores(metrics, { ...ended, status: 'diverged' })).toBeNull();
    expect(trialScores([], ended)).toEqual([]);
  });
});

describe('trialOutcomes', () => {
  const draws = [{ a: 1 }, { a: 2 }, { a: 3 }];
  const trials = [10, 11, 12].flatMap((configuration) =>
    [0, 1].map((replicate) => ({
      number: 2 * configuration + replicate,
      configuration,
    })),
  );

  it('are means over the replicates that finished, in the order of the draws', () => {
    const scores = new Map([
      [20, [1, 10]],
      [21, [2, 30]],
      [22, null],
      [23, [5, 50]],
      [24, null],
    ]);
    expect(trialOutcomes(draws, trials, scores)).toEqual([
      { draw: { a: 1 }, metrics: [1.5, 20] },
      { draw: { a: 2 }, metrics: [5, 50] },
      { draw: { a: 3 }, metrics: null },
    ]);
  });
});

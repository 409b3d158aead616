import { describe, expect, it } from 'vitest';
import { configurationRow } from '../../test/analysis/configurationRow.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { bestConfiguration, hypervolumeTrajectory, paretoFront, trajectory } from './best.ts';
import { referencePoint } from './hypervolume.ts';

const ACCURACY: Objective = { name: 'validation.accuracy', goal: 'maximize' };
const LOSS: Objective = { name: 'validation.loss', goal: 'minimize' };
const ZEROS: Objective = { name: 'weights.zeroFraction', goal: 'maximize' };

const ROWS = [
  configurationRow(0, { validationAccuracy: 0.8, zeroWeights: 0.5, validationLoss: 0.4 }),
  configurationRow(1, { validationAccuracy: 0.9, zeroWeights: 0.2, validationLoss: 0.5 }),
  // As good as 1 by accuracy, and denser.
  configurationRow(2, { validationAccuracy: 0.9, zeroWeights: 0.1, validationLoss: 0.3 }),
  configurationRow(3, { validationAccuracy: 0.7, zeroWeights: 0.9 }),
  configurationRow(4, { validationAccuracy: 0.99 }),
  configurationRow(5, { validationAccuracy: 0.8, zeroWeights: 0.5, validationLoss: 0.4 }),
];
const numbers = (rows: readonly { readonly configurationIndex: number }[]) =>
  rows.map(({ configurationIndex }) => configurationIndex);

describe('the best configuration', () => {
  it('has the best mean by the goal, and comes first of equals', () => {
    expect(bestConfiguration(ROWS, ACCURACY)?.configurationIndex).toBe(4);
    expect(bestConfiguration(ROWS, { ...ACCURACY, goal: 'minimize' })?.configurationIndex).toBe(3);
    expect(bestConfiguration(ROWS, LOSS)?.configurationIndex).toBe(2);
    expect(bestConfiguration(ROWS.toReversed(), ZEROS)?.configurationIndex).toBe(3);
    expect(bestConfiguration([...ROWS.slice(1, 3)], ACCURACY)?.configurationIndex).toBe(1);
  });

  it('is undefined if nothing was measured', () => {
    expect(bestConfiguration(ROWS, { name: 'train.loss', goal: 'minimize' })).toBeUndefined();
  });
});

describe('the Pareto front', () => {
  it('holds the non-dominated configurations, including equal ones, best by the first metric first', () => {
    expect(numbers(paretoFront(ROWS, [ACCURACY, ZEROS]))).toEqual([1, 0, 5, 3]);
    expect(numbers(paretoFront(ROWS, [ZEROS, ACCURACY]))).toEqual([3, 0, 5, 1]);
    expect(numbers(paretoFront(ROWS, [ACCURACY, ZEROS, LOSS]))).toEqual([1, 2, 0, 5]);
  });

  it('is the best configurations for one metric', () => {
    expect(numbers(paretoFront(ROWS.slice(0, 3), [ACCURACY]))).toEqual([1, 2]);
  });
});

const PROPOSED = [
  configurationRow(0, { validationAccuracy: 0.5, validationLoss: 3 }),
  configurationRow(2, { validationAccuracy: 0.25, validationLoss: 1 }),
  configurationRow(3, { validationLoss: 0.5 }),
  configurationRow(4, { validationAccuracy: 0.25, validationLoss: 2 }),
  configurationRow(7, { validationAccuracy: 0.75, validationLoss: 5 }),
];

it('the trajectory is the best value after each configuration that has one', () => {
  expect(trajectory(PROPOSED, ACCURACY)).toEqual([
    { configuration: 0, best: 0.5 },
    { configuration: 2, best: 0.5 },
    { configuration: 4, best: 0.5 },
    { configuration: 7, best: 0.75 },
  ]);
  expect(trajectory(PROPOSED, LOSS).map(({ best }) => best)).toEqual([3, 1, 0.5, 0.5, 0.5]);
});

it('the reference point is the worst possible fraction, and the worst loss of all that have every metric', () => {
  expect(referencePoint(PROPOSED, [ACCURACY, LOSS])).toEqual([0, 5]);
  expect(
    referencePoint(PROPOSED, [
      { ...ACCURACY, goal: 'minimize' },
      { ...LOSS, goal: 'maximize' },
    ]),
  ).toEqual([1, 1]);
  expect(referencePoint([], [ACCURACY, LOSS])).toEqual([]);
});

it('the trajectory of several metrics is the hypervolume', () => {
  // From accuracy 0 and loss 5: 0.5 * 2, then 0.25 * 2 more, then a dominated one, then 0.75 * 0.
  expect(hypervolumeTrajectory(PROPOSED, [ACCURACY, LOSS], [0, 5])).toEqual([
    { configuration: 0, best: 1 },
    { configuration: 2, best: 1.5 },
    { configuration: 4, best: 1.5 },
    { configuration: 7, best: 1.5 },
  ]);
});

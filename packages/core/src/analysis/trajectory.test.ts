import { expect, it } from 'vitest';
import { configurationRow } from '../../test/analysis/configurationRow.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { referencePoint } from './referencePoint.ts';
import { hypervolumeTrajectory, trajectory } from './trajectory.ts';

const ACCURACY: Objective = { name: 'validation.accuracy', goal: 'maximize' };
const LOSS: Objective = { name: 'validation.loss', goal: 'minimize' };

const ROWS = [
  configurationRow(0, { validationAccuracy: 0.5, validationLoss: 3 }),
  configurationRow(2, { validationAccuracy: 0.25, validationLoss: 1 }),
  configurationRow(3, { validationLoss: 0.5 }),
  configurationRow(4, { validationAccuracy: 0.25, validationLoss: 2 }),
  configurationRow(7, { validationAccuracy: 0.75, validationLoss: 5 }),
];

it('the trajectory is the best value after each configuration that has one', () => {
  expect(trajectory(ROWS, ACCURACY)).toEqual([
    { configuration: 0, best: 0.5 },
    { configuration: 2, best: 0.5 },
    { configuration: 4, best: 0.5 },
    { configuration: 7, best: 0.75 },
  ]);
  expect(trajectory(ROWS, LOSS).map(({ best }) => best)).toEqual([3, 1, 0.5, 0.5, 0.5]);
});

it('the reference point is the worst possible fraction, and the worst loss of all that have every metric', () => {
  expect(referencePoint(ROWS, [ACCURACY, LOSS])).toEqual([0, 5]);
  expect(
    referencePoint(ROWS, [
      { ...ACCURACY, goal: 'minimize' },
      { ...LOSS, goal: 'maximize' },
    ]),
  ).toEqual([1, 1]);
  expect(referencePoint([], [ACCURACY, LOSS])).toEqual([]);
});

it('the trajectory of several metrics is the hypervolume', () => {
  // From accuracy 0 and loss 5: 0.5 * 2, then 0.25 * 2 more, then a dominated one, then 0.75 * 0.
  expect(hypervolumeTrajectory(ROWS, [ACCURACY, LOSS], [0, 5])).toEqual([
    { configuration: 0, best: 1 },
    { configuration: 2, best: 1.5 },
    { configuration: 4, best: 1.5 },
    { configuration: 7, best: 1.5 },
  ]);
});

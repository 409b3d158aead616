import { expect, it } from 'vitest';
import { type Distribution, roundDistribution } from './distribution.ts';
import { learned } from './learned.ts';
import { defaultStrategy } from './strategy.ts';

/** The i-th number of the Halton sequence of a base, from 1. */
function halton(i: number, base: number): number {
  let [share, sum] = [1, 0];
  for (let rest = i; rest > 0; rest = Math.floor(rest / base)) {
    share /= base;
    sum += share * (rest % base);
  }
  return sum;
}

/** (x - 0.3)^2 + 2 (y - 0.6)^2 + (x - z)^2 */
function loss([x = 0, y = 0, z = 0]: readonly number[]): number {
  return (x - 0.3) ** 2 + 2 * (y - 0.6) ** 2 + (x - z) ** 2;
}

/** Seven points, the best first. */
function generation(index: number): readonly (readonly number[])[] {
  const points = Array.from({ length: 7 }, (_, i) => [2, 3, 5].map((base) => halton(1 + 7 * index + i, base)));
  return points.sort((a, b) => loss(a) - loss(b));
}

// CMA(mean=[0.5, 0.5, 0.5], sigma=1/6, population_size=7) of the Python package cmaes 0.13.1, told those points; _mean,
// _sigma, _p_sigma, _pc and _C after each generation. In the third the path of the covariance stalls: the steps are long.
// The package adds 1e-8 to the squared length of bad steps, which shows in the tenth digit.
const EXPECTED = [
  {
    mean: [0.33839718084313974, 0.5150447754771047, 0.32199031491136715],
    sigma: 0.17173735881277397,
    stepPath: [-1.1807533240768475, 0.10992486855899693, -1.300630326147088],
    path: [-1.3066109362579075, 0.12164186413634903, -1.4392657412174859],
    covariance: [
      [1.024491855486935, -0.0012814899775118495, 0.26431605183387796],
      [-0.0012814899775118495, 0.918358614155373, 0.04666195063983784],
      [0.26431605183387796, 0.04666195063983784, 1.1878394777827894],
    ],
  },
  {
    mean: [0.4375, 0.45692058305884725, 0.3529194041412115],
    sigma: 0.14642574628647184,
    stepPath: [-0.008644735732192155, -0.3675303352021088, -0.6290333834579558],
    path: [0.20114482815653667, -0.40240886158993416, -0.3923140543710141],
    covariance: [
      [0.9367700596511521, 0.011741044290154589, 0.3171880135381625],
      [0.011741044290154571, 0.8310215503823748, 0.18602559622330314],
      [0.31718801353816245, 0.1860255962233031, 1.249250517804277],
    ],
  },
  {
    mean: [0.1652218084313969, 0.71986561067249, 0.2506032510055081],
    sigma: 0.20247753440592348,
    stepPath: [-2.264299665006156, 2.260688916051124, -1.031665678733821],
    path: [0.08874483209098304, -0.17754225739242208, -0.17308844180171387],
    covariance: [
      [1.0859897542194936, -0.07856896515085154, 0.4791160553511933],
      [-0.07856896515085163, 0.9725502351859895, 0.16264531854496414],
      [0.4791160553511932, 0.16264531854496414, 1.312633942435178],
    ],
  },
] as const;

it('a distribution learns from three generations what that of the package cmaes learns', () => {
  const strategy = defaultStrategy(3, 7);
  let distribution: Distribution = roundDistribution([0.5, 0.5, 0.5], 1 / 6);
  for (const [index, expected] of EXPECTED.entries()) {
    distribution = learned(distribution, generation(index), strategy);
    const { mean, sigma, stepPath, path, covariance } = distribution;
    const actual = [...mean, sigma, ...stepPath, ...path, ...covariance.flat()];
    const numbers = [
      ...expected.mean,
      expected.sigma,
      ...expected.stepPath,
      ...expected.path,
      ...expected.covariance.flat(),
    ];
    expect(actual).toHaveLength(numbers.length);
    for (const [i, number] of numbers.entries()) expect(actual[i]).toBeCloseTo(number, 8);
  }
});

it('a distribution stays one when the bad points lie on its mean', () => {
  const strategy = defaultStrategy(2, 4);
  const middle = [0.5, 0.5];
  const next = learned(roundDistribution(middle, 0.1), [[0.6, 0.5], [0.5, 0.6], middle, middle], strategy);
  expect(next.axes.lengths.every((length) => length > 0)).toBe(true);
});

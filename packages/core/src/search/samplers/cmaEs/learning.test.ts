import { describe, expect, it } from 'vitest';
import { type Distribution, roundDistribution } from './distribution.ts';
import { defaultPopulation, defaultStrategy, learned } from './learning.ts';

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

it('a distribution matches that of the package cmaes after three generations', () => {
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

it('a distribution stays valid when the bad points lie on its mean', () => {
  const strategy = defaultStrategy(2, 4);
  const middle = [0.5, 0.5];
  const next = learned(roundDistribution(middle, 0.1), [[0.6, 0.5], [0.5, 0.6], middle, middle], strategy);
  expect(next.axes.lengths.every((length) => length > 0)).toBe(true);
});

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 7);
}

describe('the default strategy', () => {
  // The attributes _weights, _mu_eff, _c1, _cmu, _c_sigma, _d_sigma, _cc and _chi_n of CMA(mean, sigma, population_size)
  // of the Python package cmaes 0.13.1.
  it.each([
    {
      dimensions: 6,
      population: 9,
      numbers: [
        2.8406104297170534, 0.03563118207139872, 0.0356863119967521, 0.3497396631671549, 1.349739663167155,
        0.40864968827481546, 2.3506677359645445,
      ],
      weights: [
        0.4937383774843409, 0.2810968324806433, 0.15670950255807004, 0.06845528747694568, 0, -0.23110816440549842,
        -0.42650733323224577, -0.5957697922778267, -0.745069862150622,
      ],
    },
    {
      dimensions: 1,
      population: 4,
      numbers: [
        1.459789888852586, 0.2963055195692892, 0.027690800889192044, 0.46379186818956736, 1.4637918681895674,
        0.6894039888609658, 0.7976190476190477,
      ],
      weights: [0.8041628599327295, 0.19583714006727054, -0.5500162853285433, -1.417877593820792],
    },
    {
      dimensions: 20,
      population: 12,
      numbers: [
        3.729458934303068, 0.004372354435160246, 0.008191403277354674, 0.19942801385173584, 1.199428013851736,
        0.17176721127681213, 4.416766652699585,
      ],
      weights: [
        0.40240294281871264, 0.25338908403288657, 0.1662215645554205, 0.10437522524706051, 0.0564034775763251,
        0.017207705769594465, -0.05220808680473586, -0.14627918785763677, -0.22925577959217333, -0.30348087019167735,
        -0.37062563203022225, -0.43192399698144884,
      ],
    },
  ])('is that of the package cmaes for $dimensions parameters', ({ dimensions, population, numbers, weights }) => {
    const strategy = defaultStrategy(dimensions, population);
    const { effective, rankOne, rankMu, stepRate, damping, pathRate, expectedLength } = strategy;
    expectClose([effective, rankOne, rankMu, stepRate, damping, pathRate, expectedLength], numbers);
    expectClose(strategy.weights, weights);
  });

  it.each([
    [1, 4],
    [2, 6],
    [5, 8],
    [6, 9],
    [20, 12],
    [100, 17],
  ])('has, for %d parameters, a population of %d', (dimensions, population) => {
    // 4 + floor(3 ln n): table 1 of Hansen 2016.
    expect(defaultPopulation(dimensions)).toBe(population);
  });

  it('supports very large populations', () => {
    const { rankOne, rankMu, weights } = defaultStrategy(3, 10_000);
    expect(rankOne + rankMu).toBeLessThanOrEqual(1);
    expect(weights.every(Number.isFinite)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { defaultPopulation, defaultStrategy } from './strategy.ts';

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

  it('can do with very large populations', () => {
    const { rankOne, rankMu, weights } = defaultStrategy(3, 10_000);
    expect(rankOne + rankMu).toBeLessThanOrEqual(1);
    expect(weights.every(Number.isFinite)).toBe(true);
  });
});

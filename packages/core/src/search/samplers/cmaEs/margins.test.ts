import { describe, expect, it } from 'vitest';
import { parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import type { Domain } from '../../space.ts';
import { isDiscrete, leastDeviations } from './margins.ts';
import { defaultStrategy } from './strategy.ts';

/** For one of two parameters and 6 points a generation, with the mean in the quantile. */
function least(domain: Domain, quantile: number): number | undefined {
  const space = spaceOf(parameter('x', domain), parameter('y', range(0, 1)));
  return leastDeviations(space, [quantile, 0.5], defaultStrategy(2, 6))[0];
}

/** Of a normal distribution, 1 / 12 lies further than this from the mean; scipy.stats.norm.ppf(1 - 1 / 24). */
const REACH = 1.7316643961222453;

describe('the least deviation', () => {
  it('is 0 for what is continuous', () => {
    expect(least(range(0, 1), 0.3)).toBe(0);
    expect(least({ type: 'normal', mu: 0, sigma: 1, integer: false }, 0.3)).toBe(0);
  });

  it.each([
    ['a whole number of four', range(1, 4, { integer: true }), 0.1, 0.125],
    ['the last of four', range(1, 4, { integer: true }), 0.9, 0.125],
    ['one of five steps', range(0, 1, { step: 0.25 }), 0.5, 0.1],
    ['the only value', range(3, 3, { integer: true }), 0.5, 0],
    // From 0.5 to 4.5, bounds at 1.5 and 2.5: the middles of 1 and 2 are half of ln(2.5 / 0.5) apart.
    [
      'a value of a logarithmic range',
      range(1, 4, { integer: true, log: true }),
      0.5,
      Math.log(2.5 / 0.5) / Math.log(9) / 4,
    ],
    // Phi(0.5) - Phi(-0.5) = 0.382925 around 0, Phi(1.5) - Phi(0.5) = 0.241730 around 1.
    [
      'a normal whole number',
      { type: 'normal' as const, mu: 0, sigma: 1, integer: true },
      0.5,
      (0.382925 + 0.24173) / 4,
    ],
  ])('lets %s change once in n lambda', (_, domain, quantile, half) => {
    expect(least(domain, quantile)).toBeCloseTo(half / REACH, 6);
  });

  it('is taken inside for a mean that is outside', () => {
    expect(least(range(1, 4, { integer: true }), 1.2)).toBeCloseTo(0.125 / REACH, 12);
  });
});

it('whole numbers and steps are discrete', () => {
  expect(isDiscrete(range(0, 1))).toBe(false);
  expect(isDiscrete(range(0, 1, { step: 0.1 }))).toBe(true);
  expect(isDiscrete(range(0, 9, { integer: true, log: true }))).toBe(true);
  expect(isDiscrete({ type: 'logNormal', mu: 0, sigma: 1, integer: true })).toBe(true);
});

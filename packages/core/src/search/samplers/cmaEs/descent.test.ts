import { describe, expect, it } from 'vitest';
import { parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import { at } from '../../../plugin/at.ts';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import type { Outcome } from '../../sampler.ts';
import type { Domain, Draw, Space } from '../../space.ts';
import { ATTEMPTS } from '../random.ts';
import {
  beginDescent,
  candidates,
  type Descent,
  descended,
  isDiscrete,
  leastDeviations,
  recovered,
} from './descent.ts';
import { deviations, roundDistribution } from './distribution.ts';
import { defaultStrategy } from './learning.ts';

const PLANE = spaceOf(parameter('x', range(0, 1)), parameter('y', range(0, 1)));
const random = randomStreams(5);

type Evaluate = (draw: Draw, place: number) => Omit<Outcome, 'draw'>;

/** A descent after each of some generations of 6, until one has another population. */
function descents(generations: number, evaluate: Evaluate, space: Space = PLANE): readonly Descent[] {
  const problem = { space, objectives: 1, enqueued: 0, random };
  const all = [beginDescent(space, [0.5, 0.5], 6, 1 / 6)];
  for (let generation = 0; generation < generations; generation++) {
    const last = at(all, generation);
    if (last.strategy.population !== 6) break;
    const outcomes = Array.from({ length: 6 }, (_, place): Outcome => {
      const [candidate] = candidates(space, last.distribution, random(`proposal ${6 * generation + place}`));
      const draw = candidate?.draw ?? {};
      return { draw, ...evaluate(draw, place) };
    });
    all.push(descended(last, outcomes, 6 * generation, problem, 1 / 6));
  }
  return all;
}

/** The last of them. */
function after(generations: number, evaluate: Evaluate, space: Space = PLANE): Descent {
  const all = descents(generations, evaluate, space);
  return at(all, all.length - 1);
}

const bowl = ({ x = 0, y = 0 }: Draw): number => (x - 0.7) ** 2 + 10 * (y - 0.4 * x) ** 2;

describe('a descent', () => {
  it('goes to the minimum', () => {
    const { distribution, bests } = after(40, (draw) => ({ losses: [bowl(draw)] }));
    expect(distribution.mean[0]).toBeCloseTo(0.7, 3);
    expect(distribution.mean[1]).toBeCloseTo(0.28, 3);
    expect(at(bests, bests.length - 1)).toBeLessThan(1e-6);
  });

  it('moves away from failures and from early stops, however low their loss', () => {
    const failing = after(8, ({ x = 0 }) => ({ losses: x < 0.5 ? null : [0] }));
    expect(failing.distribution.mean[0]).toBeGreaterThan(0.6);
    const stopped = after(8, ({ x = 0 }) => (x < 0.5 ? { losses: [-9], stoppedEpoch: 3 } : { losses: [0] }));
    expect(stopped.distribution.mean[0]).toBeGreaterThan(0.6);
  });

  it('keeps integers from freezing', () => {
    const space = spaceOf(parameter('x', range(0, 1)), parameter('n', range(1, 20, { integer: true })));
    const { distribution } = after(60, ({ x = 0, n = 0 }) => ({ losses: [(x - 0.3) ** 2 + n] }), space);
    const variance = at(at(distribution.covariance, 1), 1) * distribution.sigma ** 2;
    // By hand: half of 1 / 20, over the 1.7317 standard deviations beyond which 1 / 12 lies.
    expect(Math.sqrt(variance)).toBeGreaterThan(0.9999 * (0.025 / 1.7317));
  });
});

describe('a descent begins anew', () => {
  const isNew = ({ bests, distribution }: Descent): boolean => bests.length === 0 && distribution.memory === 1;

  it('with twice the population when it became tiny', () => {
    const all = descents(200, (draw) => ({ losses: [bowl(draw)] }));
    const [before, anew] = [at(all, all.length - 2), at(all, all.length - 1)];
    expect(Math.max(...deviations(before.distribution))).toBeGreaterThan(1e-8);
    expect(Math.max(...deviations(before.distribution))).toBeLessThan(1e-7);
    expect(anew.strategy.population).toBe(12);
    expect(isNew(anew)).toBe(true);
    expect(anew.distribution.mean).not.toEqual(before.distribution.mean);
  });

  it('with twice the population on a plateau', () => {
    // 10 + 30 * 2 / 6 generations of equal losses, by TolHistFun.
    expect(isNew(after(19, () => ({ losses: [3] })))).toBe(false);
    const anew = after(20, () => ({ losses: [3] }));
    expect(isNew(anew)).toBe(true);
    expect(anew.strategy.population).toBe(12);
    // Failures are no part of a plain: it is somewhere else that they must be left.
    expect(isNew(after(20, (_, place) => ({ losses: place === 0 ? null : [3] })))).toBe(false);
  });

  it('elsewhere when everything failed', () => {
    const anew = after(1, () => ({ losses: null }));
    expect(isNew(anew)).toBe(true);
    expect(anew.distribution.mean).not.toEqual([0.5, 0.5]);
    expect(anew.distribution.sigma).toBe(1 / 6);
    expect(anew.strategy.population).toBe(6);
  });

  it('at the best configuration that it did not propose itself', () => {
    const problem = { space: PLANE, objectives: 1, enqueued: 0, random };
    const strangers = [0.1, 0.2, 0.3, 0.4, 0.6, 0.7];
    const outcomes = strangers.map((x): Outcome => ({ draw: { x, y: 0.25 }, losses: x === 0.1 ? null : [x] }));
    const anew = descended(beginDescent(PLANE, [0.5, 0.5], 6, 1 / 6), outcomes, 0, problem, 1 / 6);
    expect(isNew(anew)).toBe(true);
    expect(anew.distribution.mean).toEqual([0.2, 0.25]);
    expect(anew.strategy.population).toBe(6);
  });
});

/** For one of two parameters and 6 points a generation, with the mean in the quantile. */
function least(domain: Domain, quantile: number): number | undefined {
  const space = spaceOf(parameter('x', domain), parameter('y', range(0, 1)));
  return leastDeviations(space, [quantile, 0.5], defaultStrategy(2, 6))[0];
}

/** Of a normal distribution, 1 / 12 lies further than this from the mean; scipy.stats.norm.ppf(1 - 1 / 24). */
const REACH = 1.7316643961222453;

describe('the least deviation', () => {
  it('is 0 for a continuous parameter', () => {
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

  it('is that of the reflected mean for a mean outside', () => {
    expect(least(range(1, 4, { integer: true }), 1.2)).toBeCloseTo(0.125 / REACH, 12);
  });
});

it('whole numbers and steps are discrete', () => {
  expect(isDiscrete(range(0, 1))).toBe(false);
  expect(isDiscrete(range(0, 1, { step: 0.1 }))).toBe(true);
  expect(isDiscrete(range(0, 9, { integer: true, log: true }))).toBe(true);
  expect(isDiscrete({ type: 'logNormal', mu: 0, sigma: 1, integer: true })).toBe(true);
});

const SPACE = spaceOf(parameter('x', range(0, 1)), parameter('n', range(1, 4, { integer: true })));
const MIDDLE = roundDistribution([0.5, 0.5], 1 / 6);
const stream = () => randomStreams(2)('proposal 3');

describe('the candidates', () => {
  it('map to draws at their quantiles', () => {
    for (const { point, draw } of candidates(SPACE, MIDDLE, stream())) {
      const [x = Number.NaN, n = Number.NaN] = point;
      expect(draw.x).toBeCloseTo(x, 15);
      expect(draw.n).toBe(1 + Math.floor(4 * n));
    }
  });

  it('are redrawn until they are inside, then reflected', () => {
    // Half of all points lie outside on the left: reflected ones would be as many as those drawn inside.
    const points = [...candidates(SPACE, roundDistribution([0, 0.5], 0.1), stream())];
    expect(points.every(({ point }) => point.every((quantile) => quantile >= 0 && quantile < 1))).toBe(true);
    // Of 100 attempts half are of avail, give or take 5; of all others each.
    expect(Math.abs(points.length - (ATTEMPTS - 50))).toBeLessThan(20);
  });

  it('end even for a distribution far outside', () => {
    expect([...candidates(SPACE, roundDistribution([7, 7], 0.01), stream())]).toHaveLength(ATTEMPTS - 100);
  });
});

describe('the point of a draw', () => {
  it('is that of the first candidate with its values', () => {
    const [first, second] = candidates(SPACE, MIDDLE, stream());
    expect(recovered(SPACE, MIDDLE, stream(), first?.draw ?? {})).toEqual(first?.point);
    expect(recovered(SPACE, MIDDLE, stream(), second?.draw ?? {})).toEqual(second?.point);
    const whole = spaceOf(parameter('n', range(1, 4, { integer: true })));
    const line = roundDistribution([0.5], 1 / 6);
    const one = [...candidates(whole, line, stream())].find(({ draw }) => draw.n === 1);
    expect(recovered(whole, line, stream(), { n: 1 })).toEqual(one?.point);
  });

  it('is undefined for a draw of another origin', () => {
    expect(recovered(SPACE, MIDDLE, stream(), { x: 0.123, n: 2 })).toBeUndefined();
  });
});

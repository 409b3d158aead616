import { describe, expect, it } from 'vitest';
import { parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import { at } from '../../../plugin/at.ts';
import { randomStreams } from '../../../run/plan/randomStreams.ts';
import type { Outcome } from '../../sampler.ts';
import type { Draw, Space } from '../../space.ts';
import { candidates } from './candidates.ts';
import { beginDescent, type Descent, descended } from './descent.ts';
import { deviations } from './distribution.ts';

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

  it('goes away from failures, and from what was stopped early however low its loss', () => {
    const failing = after(8, ({ x = 0 }) => ({ losses: x < 0.5 ? null : [0] }));
    expect(failing.distribution.mean[0]).toBeGreaterThan(0.6);
    const stopped = after(8, ({ x = 0 }) => (x < 0.5 ? { losses: [-9], stoppedEpoch: 3 } : { losses: [0] }));
    expect(stopped.distribution.mean[0]).toBeGreaterThan(0.6);
  });

  it('keeps whole numbers from freezing', () => {
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

  it('with twice the population on a plain', () => {
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

  it('at the best of what it did not propose itself', () => {
    const problem = { space: PLANE, objectives: 1, enqueued: 0, random };
    const strangers = [0.1, 0.2, 0.3, 0.4, 0.6, 0.7];
    const outcomes = strangers.map((x): Outcome => ({ draw: { x, y: 0.25 }, losses: x === 0.1 ? null : [x] }));
    const anew = descended(beginDescent(PLANE, [0.5, 0.5], 6, 1 / 6), outcomes, 0, problem, 1 / 6);
    expect(isNew(anew)).toBe(true);
    expect(anew.distribution.mean).toEqual([0.2, 0.25]);
    expect(anew.strategy.population).toBe(6);
  });
});

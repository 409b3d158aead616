import { describe, expect, it } from 'vitest';
import { medianQuality } from '../../../test/search/medianQuality.ts';
import optuna from '../../../test/search/optunaQuality.json' with { type: 'json' };
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { begin, search, searchWithDeaths } from '../../../test/search/searchRun.ts';
import { mixedConditional, TEST_FUNCTIONS, zdt1 } from '../../../test/search/testFunctions.ts';
import type { Outcome } from '../sampler.ts';
import { type Draw, drawKey } from '../space.ts';
import { nsga2 } from './nsga2.ts';
import { random } from './random.ts';

const OPTIONS = { population: 50, crossover: 0.9, swap: 0.5 };
const SMALL = { ...OPTIONS, population: 8 };

/** Some fail. */
function troubled(evaluate: (draw: Draw) => readonly number[]): (draw: Draw) => readonly number[] | null {
  return (draw) => ((draw.x ?? 0) > 0.7 ? null : evaluate(draw));
}

describe('nsga2', () => {
  const trial = { sampler: nsga2, options: SMALL, space: mixedConditional.space, budget: 60, seed: 4 };

  it('proposes the same draws when it restarts after every generation', () => {
    const evaluate = troubled(mixedConditional.evaluate);
    const enqueued = [{ x: 0.1, rate: 0.01, branch: 1, units: 8 }];
    expect(searchWithDeaths({ ...trial, evaluate, enqueued })).toEqual(search({ ...trial, evaluate, enqueued }));
    const several = { ...trial, space: zdt1.space, evaluate: zdt1.evaluate, objectives: 2 };
    expect(searchWithDeaths(several)).toEqual(search(several));
  });

  it('draws a first generation at random and breeds the next from it', () => {
    const { evaluate } = mixedConditional;
    const history = search({ ...trial, evaluate });
    const blind = search({ ...trial, sampler: random, options: {}, evaluate });
    expect(history.slice(0, 8)).toEqual(blind.slice(0, 8));
    const seen = new Set(history.slice(0, 8).map(({ draw }) => draw.x));
    const inherited = history.slice(8, 16).filter(({ draw }) => seen.has(draw.x));
    expect(inherited.length).toBeGreaterThan(3);
  });

  it('uses enqueued configurations as parents', () => {
    const best = { x: 0.3, rate: 0.01, branch: 0, strength: 10 ** -3.3 };
    const enqueued = [best, { x: 0.9, rate: 0.5, branch: 1, units: 1 }];
    const history = search({ ...trial, evaluate: mixedConditional.evaluate, enqueued, budget: 18 });
    const children = history.slice(10);
    expect(children).toHaveLength(8);
    expect(children.some(({ draw }) => draw.rate === best.rate || draw.x === best.x)).toBe(true);
  });

  it('prefers a full training as a parent over an early stop with a lower loss', () => {
    const space = spaceOf(parameter('x', range(0, 1)));
    const going = begin({ sampler: nsga2, options: { ...OPTIONS, population: 200 }, space, evaluate: () => [0] });
    const history = going.next([]).draws.map((draw): Outcome => {
      const { x = 0 } = draw;
      return x < 0.5 ? { draw, losses: [0] } : { draw, losses: [-1], stoppedEpoch: 3 };
    });
    const children = going.next(history).draws;
    // The better half wins three of four tournaments. By chance it would be half of 200, give or take 7.
    expect(children.filter(({ x = 0 }) => x < 0.5).length).toBeGreaterThan(128);
  });

  it('visits every point of a small space once', () => {
    const space = spaceOf(
      parameter('method', choice(2)),
      parameter('k', range(1, 6, { integer: true }), { parameter: 'method', choice: 1 }),
      parameter('rate', range(0.1, 0.5, { step: 0.1 })),
    );
    const evaluate = ({ rate = 0, k = 3 }: Draw): readonly number[] => [rate, k];
    const history = search({ sampler: nsga2, options: SMALL, space, evaluate, objectives: 2, budget: 100 });
    // One method without k, one with six: 7 * 5.
    expect(new Set(history.map(({ draw }) => drawKey(space, draw))).size).toBe(35);
    expect(history).toHaveLength(35);
  });

  it('satisfies the constraints', () => {
    const satisfies = ({ x1 = 0, x2 = 0 }: Draw): boolean => x1 + x2 < 0.6;
    const { space, evaluate } = zdt1;
    const history = search({ sampler: nsga2, options: SMALL, space, evaluate, objectives: 2, budget: 80, satisfies });
    expect(history).toHaveLength(80);
    expect(history.every(({ draw }) => satisfies(draw))).toBe(true);
  });

  it('keeps proposing when everything failed', () => {
    const history = search({ ...trial, evaluate: () => null });
    expect(history).toHaveLength(60);
  });
});

describe('the quality of nsga2', () => {
  const rows = optuna.results.filter(({ sampler }) => sampler === 'nsga2');

  it.each(rows)(
    'is not below that of Optuna on $function',
    ({ function: name, evaluations, median, standardError }) => {
      const ours = medianQuality(nsga2, { name, evaluations });
      expect(ours).toBeLessThanOrEqual(median + standardError);
    },
  );

  it('was measured for Optuna on all functions', () => {
    expect(rows.map((row) => row.function)).toEqual(TEST_FUNCTIONS.map(({ name }) => name));
  });
});

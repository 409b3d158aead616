import { describe, expect, it } from 'vitest';
import { medianQuality } from '../../../test/search/medianQuality.ts';
import optuna from '../../../test/search/optunaQuality.json' with { type: 'json' };
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { begin, proposals, search, searchWithDeaths } from '../../../test/search/searchRun.ts';
import { mixedConditional } from '../../../test/search/testFunctions.ts';
import { type Draw, drawKey } from '../space.ts';
import { latinHypercube } from './latinHypercube.ts';

const OPTIONS = {};

describe('latinHypercube', () => {
  const trial = { sampler: latinHypercube, options: OPTIONS, space: mixedConditional.space, budget: 60, seed: 4 };
  const plane = spaceOf(parameter('a', range(0, 1)), parameter('b', range(1, 1024, { log: true })));

  it('proposes the same draws when it restarts after every generation', () => {
    const cut = { ...trial, sampler: { ...latinHypercube, generation: () => 7 } };
    const whole = { ...trial, evaluate: mixedConditional.evaluate };
    const satisfies = ({ x = 0, rate = 0 }: Draw): boolean => x > 0.5 && rate < 0.2;
    const enqueued = [{ x: 0.6, rate: 0.01, branch: 1, units: 8 }];
    for (const more of [{}, { satisfies, enqueued }]) {
      expect(searchWithDeaths({ ...whole, ...cut, ...more })).toEqual(search({ ...whole, ...more }));
    }
  });

  it('uses each stratum of every parameter once, at a random place', () => {
    const draws = proposals({ ...trial, space: plane, budget: 50 });
    const strata = Array.from({ length: 50 }, (_, i) => i);
    const [a, b] = [draws.map(({ a = 0 }) => a * 50), draws.map(({ b = 0 }) => Math.log2(b) * 5)];
    for (const places of [a, b]) {
      const used = places.map(Math.floor);
      expect(used).not.toEqual(strata);
      expect(used.toSorted((one, other) => one - other)).toEqual(strata);
    }
    expect(a.map(Math.floor)).not.toEqual(b.map(Math.floor));
    const inside = a.map((place) => place % 1);
    // The mean of 50 uniform numbers is 0.5, give or take 0.041.
    expect(Math.abs(inside.reduce((sum, place) => sum + place, 0) / 50 - 0.5)).toBeLessThan(0.13);
  });

  it('has strata for its own proposals only, not for enqueued configurations', () => {
    const enqueued = [{ a: 0.5, b: 2 }];
    const draws = proposals({ ...trial, space: plane, budget: 11, enqueued }).slice(1);
    const used = draws.map(({ a = 0 }) => Math.floor(a * 10));
    expect(used.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('redraws unaccepted configurations inside their strata if possible', () => {
    // Half of every stratum is forbidden.
    const satisfies = ({ a = 0 }: Draw): boolean => (a * 20) % 1 < 0.5;
    const draws = proposals({ ...trial, space: plane, budget: 20, satisfies });
    expect(new Set(draws.map(({ a = 0 }) => Math.floor(a * 20))).size).toBe(20);
    const narrow = ({ a = 0, b = 0 }: Draw): boolean => a < 0.1 && b > 2;
    const left = proposals({ ...trial, space: plane, budget: 20, satisfies: narrow });
    expect(left).toHaveLength(20);
    expect(left.every(narrow)).toBe(true);
  });

  it('visits every point of a small space once', () => {
    const space = spaceOf(parameter('a', choice(3)), parameter('b', range(0, 1, { step: 0.125 })));
    const draws = proposals({ ...trial, space, budget: 100 });
    expect(new Set(draws.map((draw) => drawKey(space, draw))).size).toBe(27);
    expect(draws).toHaveLength(27);
  });

  it('spreads a choice over the configurations by its probabilities', () => {
    const space = spaceOf(parameter('c', choice(3, [0.5, 0.25, 0.25])), parameter('a', range(0, 1)));
    const draws = proposals({ ...trial, space, budget: 40 });
    expect([0, 1, 2].map((index) => draws.filter(({ c }) => c === index).length)).toEqual([20, 10, 10]);
  });

  it('draws at random where no budget is set', () => {
    const { budget: _, ...endless } = trial;
    const sampler = { ...latinHypercube, generation: () => 20 };
    const { draws } = begin({ ...endless, sampler, space: plane, evaluate: () => [0] }).next([]);
    expect(new Set(draws.map((draw) => drawKey(plane, draw))).size).toBe(20);
  });
});

describe('the quality of latinHypercube', () => {
  const rows = optuna.results.filter(({ sampler }) => sampler === 'random');

  it.each(rows)(
    "is not below that of Optuna's random draws on $function",
    ({ function: name, evaluations, median, standardError, values: theirs }) => {
      const ours = medianQuality(latinHypercube, { name, evaluations, seeds: 30 });
      // As good as random draws at worst: then medians differ by twice the standard error of the difference, at most.
      const difference = standardError * Math.sqrt(1 + theirs.length / 30);
      expect(ours).toBeLessThanOrEqual(median + 2 * difference);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { medianQuality } from '../../../test/search/medianQuality.ts';
import optuna from '../../../test/search/optunaQuality.json' with { type: 'json' };
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { proposals, search, searchWithDeaths } from '../../../test/search/searchRun.ts';
import { mixedConditional, TEST_FUNCTIONS, zdt1 } from '../../../test/search/testFunctions.ts';
import { type Draw, drawKey } from '../space.ts';
import { sobol } from './sobol.ts';

const OPTIONS = {};

describe('sobol', () => {
  const trial = { sampler: sobol, options: OPTIONS, space: mixedConditional.space, budget: 60, seed: 4 };

  it('proposes the same draws when it restarts after every generation', () => {
    const cut = { ...trial, sampler: { ...sobol, generation: () => 7 } };
    const whole = { ...trial, evaluate: mixedConditional.evaluate };
    const satisfies = ({ x = 0, rate = 0 }: Draw): boolean => x > 0.5 && rate < 0.2;
    const enqueued = [{ x: 0.6, rate: 0.01, branch: 1, units: 8 }];
    for (const more of [{}, { satisfies, enqueued }]) {
      expect(searchWithDeaths({ ...whole, ...cut, ...more })).toEqual(search({ ...whole, ...more }));
    }
  });

  it('puts as many of 64 configurations into each part of every parameter, whether others exist or not', () => {
    const space = spaceOf(
      parameter('branch', choice(4)),
      parameter('units', range(1, 8, { integer: true }), { parameter: 'branch', choice: 2 }),
      parameter('rate', range(1, 256, { log: true })),
      parameter('weight', { type: 'normal', mu: 0, sigma: 1, integer: false }),
    );
    const draws = proposals({ ...trial, space, budget: 64 });
    const counts = (part: (draw: Draw) => number): readonly number[] =>
      Array.from(Map.groupBy(draws, part).values(), (group) => group.length);
    expect(counts(({ branch = 0 }) => branch)).toEqual([16, 16, 16, 16]);
    expect(counts(({ rate = 0 }) => Math.floor(Math.log2(rate)))).toEqual(Array.from({ length: 8 }, () => 8));
    // The quartiles of the normal distribution.
    expect(counts(({ weight = 0 }) => [-0.6745, 0, 0.6745].filter((quartile) => weight > quartile).length)).toEqual([
      16, 16, 16, 16,
    ]);
    expect(draws.filter(({ units }) => units !== undefined)).toHaveLength(16);
  });

  it('gives a parameter the same values whatever stands after it', () => {
    const one = spaceOf(parameter('a', range(0, 1)));
    const two = spaceOf(parameter('a', range(0, 1)), parameter('b', range(0, 1)));
    const [alone, beside] = [one, two].map((space) => proposals({ ...trial, space }).map(({ a }) => a));
    expect(beside).toEqual(alone);
  });

  it('visits every point of a small space once', () => {
    const space = spaceOf(parameter('a', choice(3)), parameter('b', range(0, 1, { step: 0.125 })));
    const draws = proposals({ ...trial, space, budget: 100 });
    expect(new Set(draws.map((draw) => drawKey(space, draw))).size).toBe(27);
    expect(draws).toHaveLength(27);
  });

  it('satisfies the constraints, even when they forbid nearly everything', () => {
    const satisfies = ({ x1 = 0, x2 = 0 }: Draw): boolean => x1 < 0.01 && x2 < 0.1;
    const draws = proposals({ ...trial, space: zdt1.space, satisfies });
    expect(draws).toHaveLength(60);
    expect(draws.every(satisfies)).toBe(true);
  });

  it('has 256 dimensions', () => {
    const space = spaceOf(...Array.from({ length: 257 }, (_, i) => parameter(`x${i}`, range(0, 1))));
    expect(sobol.unsupportedParameters(space).map((obstacle) => obstacle.parameter.name)).toEqual(['x256']);
    const allowed = spaceOf(...space.parameters.slice(0, 256));
    expect(sobol.unsupportedParameters(allowed)).toEqual([]);
    expect(Object.keys(proposals({ ...trial, space: allowed, budget: 1 })[0] ?? {})).toHaveLength(256);
  });
});

describe('the quality of sobol', () => {
  const rows = optuna.results.filter(({ sampler }) => sampler === 'sobol');
  // The 30 seeds of that file were lucky on hartmann6, by three standard errors: these figures are of 120 more seeds of
  // the same sampler, and the first 200 points of scipy.stats.qmc.Sobol give -2.284 over 600 seeds.
  const more = { median: -2.26823, standardError: 0.0300897, seeds: 120 };
  const compared = rows.map((row) => ({ ...row, seeds: row.values.length, ...(row.function === 'hartmann6' && more) }));

  it.each(compared)(
    'is that of Optuna, or better, on $function',
    ({ function: name, evaluations, median, standardError, seeds }) => {
      const ours = medianQuality(sobol, { name, evaluations, seeds: 30 });
      // Both sample one distribution: their medians differ by twice the standard error of the difference, at most.
      const difference = standardError * Math.sqrt(1 + seeds / 30);
      expect(ours).toBeLessThanOrEqual(median + 2 * difference);
    },
  );

  it('was measured for Optuna on all functions', () => {
    expect(rows.map((row) => row.function)).toEqual(TEST_FUNCTIONS.map(({ name }) => name));
  });
});

import { describe, expect, it } from 'vitest';
import { medianQuality } from '../../../test/search/medianQuality.ts';
import optuna from '../../../test/search/optunaQuality.json' with { type: 'json' };
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { begin, search, searchWithDeaths } from '../../../test/search/searchRun.ts';
import { branin, hartmann6, rosenbrock5 } from '../../../test/search/testFunctions.ts';
import { type Draw, drawKey } from '../space.ts';
import { cmaEs } from './cmaEs.ts';

const OPTIONS = { sigma: 1 / 6 };
const FUNCTIONS = [branin, hartmann6, rosenbrock5];

/** All kinds of numbers. Its least loss is 0, at x = 0.3, rate = 0.01, units = 12, step = 0.4, normal = 6. */
const MIXED = {
  sampler: cmaEs,
  options: OPTIONS,
  space: spaceOf(
    parameter('x', range(-1, 1)),
    parameter('rate', range(1e-5, 1, { log: true })),
    parameter('units', range(1, 64, { integer: true, log: true })),
    parameter('step', range(0, 1, { step: 0.1 })),
    parameter('normal', { type: 'normal', mu: 5, sigma: 2, integer: false }),
  ),
  evaluate: ({ x = 0, rate = 1, units = 1, step = 0, normal = 0 }: Draw): readonly number[] => [
    (x - 0.3) ** 2 +
      0.1 * (Math.log10(rate) + 2) ** 2 +
      0.3 * Math.log2(units / 12) ** 2 +
      (step - 0.4) ** 2 +
      0.05 * (normal - 6) ** 2,
  ],
  budget: 80,
  seed: 7,
};

describe('cmaEs', () => {
  it('proposes the same draws when it restarts after every generation', () => {
    expect(searchWithDeaths(MIXED)).toEqual(search(MIXED));
    const best = { x: 0.2, rate: 0.02, units: 10, step: 0.5, normal: 5.5 };
    const troubled = {
      ...MIXED,
      evaluate: (draw: Draw) => ((draw.x ?? 0) > 0.4 ? null : MIXED.evaluate(draw)),
      enqueued: [best, { ...best, x: 0.9 }],
      satisfies: ({ x = 0, step = 0 }: Draw) => x + step < 0.9,
    };
    expect(searchWithDeaths(troubled)).toEqual(search(troubled));
  });

  it('proposes the same draws after process restarts, also past its own restarts and its last proposal', () => {
    const small = spaceOf(parameter('a', range(1, 6, { integer: true })), parameter('b', range(0, 1, { step: 0.25 })));
    const finite = { ...MIXED, space: small, evaluate: ({ a = 0 }: Draw) => [a], budget: 30 };
    expect(searchWithDeaths(finite)).toEqual(search(finite));
    const failing = { ...MIXED, evaluate: () => null };
    expect(searchWithDeaths(failing)).toEqual(search(failing));
    expect(search(failing)).toHaveLength(80);
  });

  it('finds the minimum on every kind of number', () => {
    const losses = search({ ...MIXED, budget: 600 }).map(({ losses }) => losses?.[0] ?? Number.NaN);
    expect(Math.min(...losses)).toBeLessThan(1e-3);
  });

  it('finds an integer far from its start among continuous parameters', () => {
    const space = spaceOf(parameter('x', range(0, 1)), parameter('n', range(1, 100, { integer: true })));
    const evaluate = ({ x = 0, n = 0 }: Draw): readonly number[] => [(x - 0.9) ** 2 + ((n - 3) / 10) ** 2];
    for (const seed of [1, 2, 3, 4, 5]) {
      const history = search({ ...MIXED, space, evaluate, budget: 300, seed });
      const best = history.reduce((a, b) => ((b.losses?.[0] ?? 0) < (a.losses?.[0] ?? 0) ? b : a));
      expect(best.draw.n).toBe(3);
    }
  });

  it('starts in the middle with a standard deviation of a sixth of each range', () => {
    const space = spaceOf(parameter('x', range(0, 1)));
    const { draws } = begin({ ...MIXED, space, options: { ...OPTIONS, population: 2000 }, budget: 2000 }).next([]);
    const values = draws.map(({ x = Number.NaN }) => x);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
    // Four standard errors. Cut at 3 standard deviations, a normal distribution has 0.98658 of its own deviation.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.0149);
    expect(Math.abs(deviation - 0.98658 / 6)).toBeLessThan(0.0105);
  });

  it('starts at the best enqueued configuration', () => {
    const space = spaceOf(parameter('x', range(0, 1)), parameter('y', range(0, 1)));
    const enqueued = [
      { x: 0.2, y: 0.7 },
      { x: 0.6, y: 0.3 },
      { x: 0.9, y: 0.9 },
    ];
    const evaluate = ({ x = 0 }: Draw): readonly number[] | null => (x === 0.2 ? null : [x]);
    const trial = { sampler: cmaEs, options: { sigma: 0.01 }, space, evaluate, enqueued };
    const begun = search({ ...trial, budget: 9 }).slice(3);
    expect(begun).toHaveLength(6);
    expect(begun.every(({ draw }) => Math.abs((draw.x ?? 0) - 0.6) < 0.05)).toBe(true);
    const failed = search({ ...trial, evaluate: () => null, budget: 9 }).slice(3);
    expect(failed.every(({ draw }) => Math.abs((draw.x ?? 0) - 0.5) < 0.05)).toBe(true);
  });

  it('has the population of its option, or else 4 + floor(3 ln n)', () => {
    expect(cmaEs.generation(OPTIONS, hartmann6.space)).toBe(9);
    expect(cmaEs.generation({ ...OPTIONS, population: 20 }, hartmann6.space)).toBe(20);
  });

  it('satisfies the constraints, even when they allow hardly anything', () => {
    const { space, evaluate } = hartmann6;
    const satisfies = ({ x1 = 0, x2 = 0, x3 = 0 }: Draw): boolean => x1 < 0.1 && x2 > 0.9 && x3 > 0.9;
    const history = search({ sampler: cmaEs, options: OPTIONS, space, evaluate, budget: 60, satisfies });
    expect(history).toHaveLength(60);
    expect(history.every(({ draw }) => satisfies(draw))).toBe(true);
  });

  it('visits every point of a small space once', () => {
    const space = spaceOf(
      parameter('k', range(1, 6, { integer: true })),
      parameter('rate', range(0.1, 0.5, { step: 0.1 })),
      parameter('only', range(3, 3)),
    );
    const evaluate = ({ rate = 0, k = 3 }: Draw): readonly number[] => [rate + k];
    const history = search({ sampler: cmaEs, options: OPTIONS, space, evaluate, budget: 100 });
    expect(new Set(history.map(({ draw }) => drawKey(space, draw))).size).toBe(30);
    expect(history).toHaveLength(30);
    expect(search({ sampler: cmaEs, options: OPTIONS, space: spaceOf(), evaluate, budget: 5 })).toHaveLength(1);
  });

  it('reports unsupported parameters with a remedy', () => {
    const space = spaceOf(
      parameter('method', choice(2)),
      parameter('k', range(1, 6), { parameter: 'method', choice: 1 }),
      parameter('x', range(0, 1)),
    );
    expect(cmaEs.unsupportedParameters(space).map(({ parameter: { name }, message }) => [name, message])).toEqual([
      [
        'method',
        'CMA-ES cannot search a choice: give a range (`min`, `max`) if the values are numbers, or search with `method: tpe`',
      ],
      [
        'k',
        'CMA-ES cannot search a parameter inside a choice: take it out of the choice, or search with `method: tpe`',
      ],
    ]);
    expect(cmaEs.unsupportedParameters(MIXED.space)).toEqual([]);
  });
});

describe('the quality of cmaEs', () => {
  const rows = optuna.results.filter(({ sampler }) => sampler === 'cmaEs');

  it.each(rows)(
    'is not below that of Optuna on $function',
    ({ function: name, evaluations, median, standardError }) => {
      const ours = medianQuality(cmaEs, { name, evaluations });
      // The same algorithm on other random numbers: one standard error of Optuna's median.
      expect(ours).toBeLessThanOrEqual(median + standardError);
    },
  );

  it('was measured for Optuna on all functions that it can search', () => {
    expect(rows.map((row) => row.function)).toEqual(FUNCTIONS.map(({ name }) => name));
  });
});

import { describe, expect, it } from 'vitest';
import { medianQuality } from '../../../test/search/medianQuality.ts';
import optuna from '../../../test/search/optunaQuality.json' with { type: 'json' };
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { begin, search, searchWithDeaths } from '../../../test/search/searchRun.ts';
import { branin, hartmann6, mixedConditional, rosenbrock5 } from '../../../test/search/testFunctions.ts';
import type { Outcome } from '../sampler.ts';
import { type Draw, drawKey } from '../space.ts';
import { evolution } from './evolution.ts';
import { random } from './random.ts';

const _OPTIONS = { population: 30, tournament: 10, generation: 10 };
const SMALL = { population: 12, tournament: 4, generation: 5 };
const FUNCTIONS = [branin, hartmann6, rosenbrock5, mixedConditional];
const LINE = spaceOf(...['a', 'b', 'c', 'd'].map((name) => parameter(name, range(0, 1))));

/** A draw of the line whose values are all the same. */
function level(value: number): Draw {
  return { a: value, b: value, c: value, d: value };
}

/** How many values a draw shares with one of its parents. */
function shared(draw: Draw, parent: Draw): number {
  return Object.keys(draw).filter((name) => draw[name] === parent[name]).length;
}

describe('evolution', () => {
  const { space, evaluate } = mixedConditional;
  const trial = { sampler: evolution, options: SMALL, space, budget: 60, seed: 4 };

  it('proposes the same draws when it restarts after every generation', () => {
    const troubled = (draw: Draw): readonly number[] | null => ((draw.x ?? 0) > 0.7 ? null : evaluate(draw));
    const enqueued = [{ x: 0.1, rate: 0.01, branch: 1, units: 8 }];
    const whole = search({ ...trial, evaluate: troubled, enqueued });
    expect(searchWithDeaths({ ...trial, evaluate: troubled, enqueued })).toEqual(whole);
    expect(whole).toHaveLength(60);
  });

  it('draws at random until it has a population', () => {
    const history = search({ ...trial, evaluate });
    const blind = search({ ...trial, sampler: random, options: {}, evaluate });
    // After 10 of 12 there is a third generation at random.
    expect(history.slice(0, 15)).toEqual(blind.slice(0, 15));
    expect(history[15]).not.toEqual(blind[15]);
  });

  it('mutates one value on average of the best of a tournament', () => {
    const history = Array.from({ length: 20 }, (_, i): Outcome => ({ draw: level((i + 1) / 25), losses: [i] }));
    const options = { population: 20, tournament: 200, generation: 400 };
    const { draws } = begin({ sampler: evolution, options, space: LINE, evaluate: () => [0] }).next(history);
    // With 200 picked of 20 the best is nearly always among them.
    const children = draws.filter((draw) => shared(draw, level(1 / 25)) > 0);
    expect(children.length).toBeGreaterThan(390);
    expect(children.every((draw) => shared(draw, level(1 / 25)) < 4)).toBe(true);
    // By hand: of children with a change, each value by chance 1/4, one alone has changed in 0.421875 / 0.683594.
    const single = draws.filter((draw) => shared(draw, level(1 / 25)) === 3).length / draws.length;
    expect(Math.abs(single - 0.617)).toBeLessThan(0.1);
  });

  it('lets the better of two win three times in four', () => {
    const history = [0, 1].map((i): Outcome => ({ draw: level((i + 1) / 4), losses: [i] }));
    const options = { population: 2, tournament: 2, generation: 1000 };
    const { draws } = begin({ sampler: evolution, options, space: LINE, evaluate: () => [0] }).next(history);
    const share = draws.filter((draw) => shared(draw, level(1 / 4)) > 0).length;
    const other = draws.filter((draw) => shared(draw, level(2 / 4)) > 0).length;
    // Four standard errors: 0.055.
    expect(Math.abs(share / (share + other) - 0.75)).toBeLessThan(0.055);
  });

  it('drops even the best configuration when it is too old', () => {
    const history = Array.from({ length: 21 }, (_, i): Outcome => ({ draw: level((i + 1) / 25), losses: [i] }));
    const options = { population: 20, tournament: 200, generation: 50 };
    const { draws } = begin({ sampler: evolution, options, space: LINE, evaluate: () => [0] }).next(history);
    expect(draws.some((draw) => shared(draw, level(1 / 25)) > 0)).toBe(false);
    expect(draws.filter((draw) => shared(draw, level(2 / 25)) > 0).length).toBeGreaterThan(45);
  });

  it('prefers full trainings to early stops and early stops to failures as parents', () => {
    const fates: readonly Omit<Outcome, 'draw'>[] = [
      { losses: [1] },
      { losses: [-5], stoppedEpoch: 3 },
      { losses: null },
    ];
    const options = { population: 2, tournament: 100, generation: 50 };
    for (const better of [0, 1]) {
      const history = [better + 1, better].map((i): Outcome => ({ draw: level(i / 4), losses: null, ...fates[i] }));
      const { draws } = begin({ sampler: evolution, options, space: LINE, evaluate: () => [0] }).next(history);
      expect(draws.filter((draw) => shared(draw, level(better / 4)) > 0).length).toBeGreaterThan(45);
    }
  });

  it('visits every point of a small space once', () => {
    const small = spaceOf(
      parameter('method', choice(2)),
      parameter('k', range(1, 6, { integer: true }), { parameter: 'method', choice: 1 }),
      parameter('rate', range(0.1, 0.5, { step: 0.1 })),
    );
    const history = search({ ...trial, space: small, evaluate: ({ rate = 0, k = 3 }) => [rate + k], budget: 100 });
    // One method without k, one with six: 7 * 5.
    expect(new Set(history.map(({ draw }) => drawKey(small, draw))).size).toBe(35);
    expect(history).toHaveLength(35);
  });

  it('satisfies the constraints', () => {
    const satisfies = ({ x1 = 0, x2 = 0 }: Draw): boolean => x1 + x2 < 0.6;
    const history = search({ ...trial, space: hartmann6.space, evaluate: hartmann6.evaluate, budget: 80, satisfies });
    expect(history).toHaveLength(80);
    expect(history.every(({ draw }) => satisfies(draw))).toBe(true);
  });

  it('keeps proposing when everything failed', () => {
    expect(search({ ...trial, evaluate: () => null })).toHaveLength(60);
  });
});

describe('the quality of evolution', () => {
  // Optuna has no aging evolution. Its other evolutionary search, which also breeds every kind of parameter, is nsga2.
  it.each(FUNCTIONS)('is not below that of the nsga2 of Optuna on $name', ({ name }) => {
    const row = optuna.results.find((result) => result.sampler === 'nsga2' && result.function === name);
    const ours = medianQuality(evolution, { name, evaluations: row?.evaluations ?? 0 });
    expect(ours).toBeLessThanOrEqual(row?.median ?? Number.NaN);
  });
});

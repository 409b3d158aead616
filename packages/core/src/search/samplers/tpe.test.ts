import { describe, expect, it } from 'vitest';
import { medianQuality } from '../../../test/search/medianQuality.ts';
import optuna from '../../../test/search/optunaQuality.json' with { type: 'json' };
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { begin, search, searchWithDeaths } from '../../../test/search/searchRun.ts';
import { mixedConditional, zdt1 } from '../../../test/search/testFunctions.ts';
import type { Outcome } from '../sampler.ts';
import { type Draw, drawKey } from '../space.ts';
import { random } from './random.ts';
import { tpe } from './tpe.ts';

const OPTIONS = { startup: 10, candidates: 24, generation: 4 };

/** Some fail. */
function troubled(evaluate: (draw: Draw) => readonly number[]): (draw: Draw) => readonly number[] | null {
  return (draw) => ((draw.x ?? 0) > 0.7 ? null : evaluate(draw));
}

describe('tpe', () => {
  const trial = { sampler: tpe, options: OPTIONS, space: mixedConditional.space, budget: 60, seed: 4 };

  it('proposes the same draws when it restarts after every generation', () => {
    const evaluate = troubled(mixedConditional.evaluate);
    const enqueued = [{ x: 0.1, rate: 0.01, branch: 1, units: 8 }];
    expect(searchWithDeaths({ ...trial, evaluate, enqueued })).toEqual(search({ ...trial, evaluate, enqueued }));
    const several = { ...trial, space: zdt1.space, evaluate: zdt1.evaluate, objectives: 2 };
    expect(searchWithDeaths(several)).toEqual(search(several));
  });

  it('draws at random until startup, including enqueued configurations', () => {
    const { evaluate } = mixedConditional;
    const enqueued = [{ x: 0.1, rate: 0.01, branch: 1, units: 8 }];
    const history = search({ ...trial, evaluate, enqueued, budget: 12 });
    const blind = search({ ...trial, sampler: random, options: {}, evaluate, enqueued, budget: 12 });
    expect(history.slice(0, 10)).toEqual(blind.slice(0, 10));
    expect(history[10]).not.toEqual(blind[10]);
  });

  it('draws a conditional parameter only with its choice', () => {
    const history = search({ ...trial, evaluate: mixedConditional.evaluate });
    const own = ['strength', 'units', 'dropout'];
    for (const { draw } of history) {
      expect(Object.keys(draw).slice(0, 3)).toEqual(['x', 'rate', 'branch']);
      expect(Object.keys(draw).slice(3)).toEqual([own[draw.branch ?? -1]]);
    }
  });

  it('avoids failures, and early stops with a lower loss', () => {
    const space = spaceOf(parameter('x', range(0, 1)));
    const going = begin({ sampler: tpe, options: { ...OPTIONS, generation: 20 }, space, evaluate: () => [0] });
    const history = Array.from({ length: 100 }, (_, i): Outcome => {
      const draw = { x: (i + 0.5) / 100 };
      if (i % 2 === 1) return { draw, losses: null };
      return i < 70 ? { draw, losses: [-1], stoppedEpoch: 3 } : { draw, losses: [0] };
    });
    // Good are 10 of the 15 full trainings, all beyond 0.7.
    const beyond = going.next(history).draws.filter(({ x = 0 }) => x > 0.65);
    expect(beyond.length).toBeGreaterThan(15);
  });

  it('keeps proposals of one generation apart', () => {
    const space = spaceOf(parameter('x', range(0, 1)));
    const history = Array.from({ length: 40 }, (_, i): Outcome => {
      const x = (i + 0.5) / 40;
      return { draw: { x }, losses: [Math.abs(x - 0.5)] };
    });
    const spread = (generation: number) => {
      const { draws } = begin({ sampler: tpe, options: { ...OPTIONS, generation }, space, evaluate: () => [0] }).next(
        history,
      );
      const values = draws.map(({ x = 0 }) => x);
      return Math.max(...values) - Math.min(...values);
    };
    // Four good kernels around 0.5, 1/40 apart, of width 1/6: after a hundred liars all of their reach is covered.
    expect(spread(100)).toBeGreaterThan(0.3);
  });

  it('visits every point of a small space once', () => {
    const space = spaceOf(
      parameter('method', choice(2)),
      parameter('k', range(1, 6, { integer: true }), { parameter: 'method', choice: 1 }),
      parameter('rate', range(0.1, 0.5, { step: 0.1 })),
      parameter('fixed', range(2, 2)),
    );
    const evaluate = ({ rate = 0, k = 3 }: Draw): readonly number[] => [rate, k];
    const history = search({ sampler: tpe, options: OPTIONS, space, evaluate, objectives: 2, budget: 100 });
    // One method without k, one with six: 7 * 5.
    expect(new Set(history.map(({ draw }) => drawKey(space, draw))).size).toBe(35);
    expect(history).toHaveLength(35);
  });

  it('takes parameters of every kind, and no choice of probability 0', () => {
    const space = spaceOf(
      parameter('choice', choice(3, [0.5, 0, 0.5])),
      parameter('octave', range(1, 1024, { integer: true, log: true })),
      parameter('normal', { type: 'normal', mu: 5, sigma: 2, integer: true }),
      parameter('logNormal', { type: 'logNormal', mu: 0, sigma: 1, integer: false }),
      parameter('huge', range(1, 2 ** 40, { integer: true })),
    );
    const evaluate = ({ octave = 1, normal = 0, logNormal = 0 }: Draw) => [
      Math.abs(Math.log2(octave) - 5) + Math.abs(normal - 6) + Math.abs(Math.log(logNormal) - 1),
    ];
    const history = search({ sampler: tpe, options: OPTIONS, space, evaluate, budget: 100 });
    expect(history.some(({ draw }) => draw.choice === 1)).toBe(false);
    expect(history.every(({ draw }) => Object.values(draw).every(Number.isFinite))).toBe(true);
    const mean = (outcomes: readonly Outcome[]) =>
      outcomes.reduce((sum, { losses }) => sum + (losses?.[0] ?? 0), 0) / outcomes.length;
    expect(mean(history.slice(60))).toBeLessThan(0.6 * mean(history.slice(0, 10)));
  });

  it('satisfies the constraints', () => {
    const satisfies = ({ x1 = 0, x2 = 0 }: Draw): boolean => x1 + x2 < 0.6;
    const { space, evaluate } = zdt1;
    const history = search({ sampler: tpe, options: OPTIONS, space, evaluate, objectives: 2, budget: 80, satisfies });
    expect(history).toHaveLength(80);
    expect(history.every(({ draw }) => satisfies(draw))).toBe(true);
  });

  it('keeps proposing when everything failed', () => {
    expect(search({ ...trial, evaluate: () => null })).toHaveLength(60);
  });
});

describe('the quality of tpe', () => {
  const optunas = (sampler: string, name: string) =>
    optuna.results.find((row) => row.sampler === sampler && row.function === name);

  it.each(['branin', 'mixedConditional'])('is near that of Optuna on %s', (name) => {
    const { evaluations = 0, median = Number.NaN, standardError = 0 } = optunas('tpe', name) ?? {};
    const ours = medianQuality(tpe, { name, evaluations, seeds: 3 });
    // One standard error, and one percent for learning after every fourth trial instead of after each.
    expect(ours).toBeLessThanOrEqual(median + standardError + 0.01 * Math.abs(median));
  });

  it("is better than that of Optuna's random draws on two objectives with half their evaluations", () => {
    const peer = optunas('random', 'zdt1');
    expect(peer?.evaluations).toBe(200);
    const ours = medianQuality(tpe, { name: 'zdt1', evaluations: 100, seeds: 3 });
    expect(ours).toBeLessThan(peer?.median ?? Number.NaN);
  });
});

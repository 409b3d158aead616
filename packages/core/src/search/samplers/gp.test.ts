import { describe, expect, it } from 'vitest';
import { medianQuality } from '../../../test/search/medianQuality.ts';
import optuna from '../../../test/search/optunaQuality.json' with { type: 'json' };
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { begin, search, searchWithDeaths } from '../../../test/search/searchRun.ts';
import { mixedConditional } from '../../../test/search/testFunctions.ts';
import type { Outcome } from '../sampler.ts';
import { type Draw, drawKey } from '../space.ts';
import { gp } from './gp.ts';

const OPTIONS = { startup: 10, generation: 1 };

describe('gp', () => {
  const trial = { sampler: gp, options: OPTIONS, space: mixedConditional.space, budget: 40, seed: 4 };

  it('proposes the same draws when it restarts after every generation', () => {
    const evaluate = (draw: Draw) => ((draw.x ?? 0) > 0.7 ? null : mixedConditional.evaluate(draw));
    const enqueued = [{ x: 0.1, rate: 0.01, branch: 1, units: 8 }];
    for (const generation of [1, 3]) {
      const several = { ...trial, options: { ...OPTIONS, generation }, evaluate, enqueued };
      expect(searchWithDeaths(several)).toEqual(search(several));
    }
  });

  it('learns from enqueued configurations', () => {
    const best = { x: 0.3, rate: 0.01, branch: 0, strength: 10 ** -3.3 };
    const enqueued = Array.from({ length: 10 }, (_, i) => ({ ...best, x: (i - 4) / 10 }));
    const options = { ...OPTIONS, startup: 10 };
    const history = search({ ...trial, options, evaluate: mixedConditional.evaluate, enqueued, budget: 16 });
    expect(history.slice(10).filter(({ draw }) => draw.branch === 0).length).toBeGreaterThan(1);
    expect(history.slice(0, 10).map(({ draw }) => draw)).toEqual(enqueued);
  });

  it('avoids failures and early stops', () => {
    const space = spaceOf(parameter('x', range(0, 1)));
    for (const bad of [{ losses: null }, { losses: [-9], stoppedEpoch: 2 }]) {
      const history: Outcome[] = [];
      const going = begin({ sampler: gp, options: OPTIONS, space, evaluate: () => [0] });
      while (history.length < 30) {
        for (const draw of going.next(history).draws) {
          const { x = 0 } = draw;
          history.push(x > 0.5 ? { draw, ...bad } : { draw, losses: [(x - 0.2) ** 2] });
        }
      }
      // The best is at 0.2; at random 10 of the last 20 would be beyond 0.5.
      expect(history.slice(10).filter(({ draw: { x = 0 } }) => x > 0.5).length).toBeLessThan(4);
      expect(Math.min(...history.map(({ draw: { x = 0 } }) => Math.abs(x - 0.2)))).toBeLessThan(0.01);
    }
  });

  it('proposes distinct configurations in a generation', () => {
    const options = { startup: 10, generation: 5 };
    const space = spaceOf(parameter('x', range(0, 1)));
    const history = search({ ...trial, options, space, evaluate: ({ x = 0 }) => [x], budget: 20 });
    const sorted = history.slice(10, 15).map(({ draw: { x = 0 } }) => x);
    expect(new Set(sorted.map((x) => x.toFixed(6))).size).toBe(5);
  });

  it('visits every point of a small space once', () => {
    const space = spaceOf(
      parameter('method', choice(2)),
      parameter('k', range(1, 6, { integer: true }), { parameter: 'method', choice: 1 }),
      parameter('rate', range(0.1, 0.5, { step: 0.1 })),
    );
    const history = search({ ...trial, space, evaluate: ({ rate = 0, k = 3 }) => [rate * k], budget: 100 });
    // One method without k, one with six: 7 * 5.
    expect(new Set(history.map(({ draw }) => drawKey(space, draw))).size).toBe(35);
    expect(history).toHaveLength(35);
  });

  it('never takes a choice of probability 0', () => {
    const space = spaceOf(parameter('a', choice(4, [0.5, 0, 0.5, 0])), parameter('x', range(0, 1)));
    const history = search({ ...trial, space, evaluate: ({ a = 0, x = 0 }) => [x - a] });
    expect(history.every(({ draw: { a } }) => a === 0 || a === 2)).toBe(true);
  });

  it('satisfies the constraints and comes near the best allowed point', () => {
    const satisfies = ({ x1 = 0, x2 = 0 }: Draw): boolean => x1 + x2 < 0.6;
    const space = spaceOf(parameter('x1', range(0, 1)), parameter('x2', range(0, 1)));
    const evaluate = ({ x1 = 0, x2 = 0 }: Draw) => [(x1 - 0.5) ** 2 + (x2 - 0.5) ** 2];
    const history = search({ ...trial, space, evaluate, satisfies });
    expect(history).toHaveLength(40);
    expect(history.every(({ draw }) => satisfies(draw))).toBe(true);
    // By hand: the least is 2 * 0.2^2, where x1 = x2 = 0.3.
    expect(Math.min(...history.map(({ losses }) => losses?.[0] ?? 1))).toBeLessThan(0.085);
  });

  it('keeps proposing when everything failed or everything is equal', () => {
    expect(search({ ...trial, evaluate: () => null })).toHaveLength(40);
    expect(search({ ...trial, evaluate: () => [1] })).toHaveLength(40);
  });

  it('learns from the first success after many failures', () => {
    let asked = 0;
    const evaluate = (draw: Draw) => (asked++ < 27 ? null : mixedConditional.evaluate(draw));
    expect(search({ ...trial, evaluate })).toHaveLength(40);
  });
});

describe('the quality of gp', () => {
  const tpe = (name: string) => optuna.results.find((row) => row.sampler === 'tpe' && row.function === name);

  it("is better than that of Optuna's tpe on branin with a fifth of its evaluations", () => {
    const peer = tpe('branin');
    expect(peer?.evaluations).toBe(200);
    const ours = medianQuality(gp, { name: 'branin', evaluations: 40, seeds: 3 });
    expect(ours).toBeLessThan(peer?.median ?? Number.NaN);
  });

  it("is better than that of Optuna's tpe on choices and conditions with a quarter of its evaluations", () => {
    const peer = tpe('mixedConditional');
    expect(peer?.evaluations).toBe(200);
    const ours = medianQuality(gp, { name: 'mixedConditional', evaluations: 50, seeds: 3 });
    expect(ours).toBeLessThan(0.1 * (peer?.median ?? Number.NaN));
  });
});

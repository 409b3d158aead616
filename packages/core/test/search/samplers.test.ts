import { describe, expect, it } from 'vitest';
import { samplers } from '../../src/search/samplers/samplers.ts';
import { drawKey } from '../../src/search/space.ts';
import { defaultOptions } from './defaultOptions.ts';
import { parameter, range, spaceOf } from './parameters.ts';
import { evaluation, expectRestartable, expectValidDraws } from './samplerProperties.ts';
import { search } from './searchRun.ts';

const proposing = samplers.filter(({ exhaustible }) => !exhaustible);

describe.each(proposing.map((sampler) => [sampler.name, sampler] as const))('%s', (_, sampler) => {
  const options = defaultOptions(sampler);

  it('proposes valid draws, each once, that satisfy the constraints, over random spaces', () => {
    expectValidDraws(sampler, 6);
  });

  it('proposes the same draws when it restarts after every generation, over random spaces', () => {
    expectRestartable(sampler, 3);
  });

  it('spreads what it proposes first over the decades of a logarithmic range', () => {
    const space = spaceOf(parameter('rate', range(1e-8, 1, { log: true })));
    const trial = { sampler, options, space, evaluate: () => [0], budget: 10 };
    const rates = Array.from({ length: 20 }, (_value, seed) => search({ ...trial, seed })).flat();
    const low = rates.filter(({ draw }) => (draw.rate ?? 0) < 1e-4).length / rates.length;
    // Half, give or take four standard deviations of 200 independent draws.
    expect(Math.abs(low - 0.5)).toBeLessThan(0.142);
  });

  it('tries every point of a small space once', () => {
    const space = spaceOf(parameter('a', range(1, 4, { integer: true })), parameter('b', range(0, 1, { step: 0.25 })));
    const trial = { sampler, options, space, evaluate: evaluation(space), budget: 100 };
    const draws = search(trial).map(({ draw }) => drawKey(space, draw));
    expect([draws.length, new Set(draws).size]).toEqual([20, 20]);
  });

  it('proposes other draws for another seed', () => {
    const space = spaceOf(parameter('x', range(0, 1)), parameter('y', range(0, 1)));
    const trial = { sampler, options, space, evaluate: evaluation(space), budget: 12 };
    expect(search({ ...trial, seed: 1 })).toEqual(search({ ...trial, seed: 1 }));
    expect(search({ ...trial, seed: 1 })).not.toEqual(search({ ...trial, seed: 2 }));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileOf } from '../../src/search/quantile.ts';
import type { Outcome, SamplerPlugin } from '../../src/search/sampler.ts';
import { samplers } from '../../src/search/samplers/samplers.ts';
import { type Draw, drawKey, type Space } from '../../src/search/space.ts';
import { defaultOptions } from './defaultOptions.ts';
import { parameter, range, spaceOf } from './parameters.ts';
import { randomSpace } from './randomSpace.ts';
import { begin, type SearchTrial, search } from './searchRun.ts';
import { faultsOf } from './validDraw.ts';

const proposing = samplers.filter(({ exhaustible }) => !exhaustible);
const BUDGET = 23;

/** The part of a space that a sampler can search. */
function searchedPart(sampler: SamplerPlugin, space: Space): Space {
  const refused = new Set(sampler.unsupportedParameters(space).map(({ parameter: { name } }) => name));
  return { ...space, parameters: space.parameters.filter(({ name }) => !refused.has(name)) };
}

/** How far in its distribution each value of a draw lies, by name. */
function quantiles(space: Space, draw: Draw): readonly number[] {
  return space.parameters.flatMap(({ name, domain }) => {
    const value = draw[name];
    return value === undefined ? [] : [quantileOf(domain, value)];
  });
}

/** Losses with a valley; a few draws fail. */
function evaluation(space: Space): SearchTrial['evaluate'] {
  return (draw) => {
    const places = quantiles(space, draw);
    const [first = 0] = places;
    if (first > 0.9) return null;
    return [places.reduce((sum, place, i) => sum + (i + 1) * (place - 0.3) ** 2, 0)];
  };
}

/** A constraint that about half of all draws satisfy. */
function constraint(space: Space): (draw: Draw) => boolean {
  return (draw) => (quantiles(space, draw).at(-1) ?? 0) <= 0.7;
}

/** The outcomes of a search whose first trials are stopped early. */
function withStops(outcome: Outcome, position: number): Outcome {
  return outcome.losses !== null && position % 5 === 1 ? { ...outcome, stoppedEpoch: 1 + (position % 3) } : outcome;
}

/** Searches, beginning anew after every generation where `dies` says so. */
function searched(trial: SearchTrial, dies: boolean): readonly Outcome[] {
  let going = begin(trial);
  const history: Outcome[] = [];
  for (;;) {
    if (dies) going = begin(trial);
    const { draws, isLast } = going.next(history);
    const first = history.length;
    history.push(...draws.map((draw, i) => withStops({ draw, losses: trial.evaluate(draw) }, first + i)));
    if (isLast || draws.length === 0) return history;
  }
}

describe.each(proposing.map((sampler) => [sampler.name, sampler] as const))('%s', (_, sampler) => {
  const options = defaultOptions(sampler);

  it('proposes valid draws, each once, that satisfy the constraints, over random spaces', () => {
    fc.assert(
      fc.property(randomSpace, fc.nat(1000), (whole, seed) => {
        const space = searchedPart(sampler, whole);
        fc.pre(space.parameters.length > 0);
        const satisfies = constraint(space);
        const trial = { sampler, options, space, evaluate: evaluation(space), budget: BUDGET, seed, satisfies };
        const draws = searched(trial, false).map(({ draw }) => draw);
        expect(draws.flatMap((draw) => faultsOf(space, draw))).toEqual([]);
        expect(draws.every(satisfies)).toBe(true);
        expect(new Set(draws.map((draw) => drawKey(space, draw))).size).toBe(draws.length);
        expect(draws.length).toBeLessThanOrEqual(BUDGET);
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('goes on after a death in any generation as if it had lived, over random spaces', () => {
    fc.assert(
      fc.property(randomSpace, fc.nat(1000), (whole, seed) => {
        const space = searchedPart(sampler, whole);
        fc.pre(space.parameters.length > 0);
        const trial = { sampler, options, space, evaluate: evaluation(space), budget: BUDGET, seed };
        expect(searched(trial, true)).toEqual(searched(trial, false));
      }),
      { numRuns: 10, seed: 2 },
    );
  });

  it('spreads what it proposes first over the decades of a logarithmic range', () => {
    const space = spaceOf(parameter('rate', range(1e-8, 1, { log: true })));
    const trial = { sampler, options, space, evaluate: () => [0], budget: 10 };
    const rates = Array.from({ length: 20 }, (_value, seed) => search({ ...trial, seed })).flat();
    const low = rates.filter(({ draw }) => (draw.rate ?? 0) < 1e-4).length / rates.length;
    // Half, give or take four standard deviations of 200 independent draws.
    expect(Math.abs(low - 0.5)).toBeLessThan(0.142);
  });

  it('tries all of a small space and nothing twice', () => {
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

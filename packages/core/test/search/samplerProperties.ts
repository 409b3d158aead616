import fc from 'fast-check';
import { expect } from 'vitest';
import { quantileOf } from '../../src/search/quantile.ts';
import type { Outcome, SamplerPlugin } from '../../src/search/sampler.ts';
import { type Draw, drawKey, type Space } from '../../src/search/space.ts';
import { defaultOptions } from './defaultOptions.ts';
import { randomSpace } from './randomSpace.ts';
import { begin, type SearchTrial } from './searchRun.ts';
import { faultsOf } from './validDraw.ts';

const BUDGET = 23;

/** The part of a space that a sampler can search. */
function searchedPart(sampler: SamplerPlugin, space: Space): Space {
  const unsupported = new Set(sampler.unsupportedParameters(space).map(({ parameter: { name } }) => name));
  return { ...space, parameters: space.parameters.filter(({ name }) => !unsupported.has(name)) };
}

/** How far in its distribution each value of a draw lies, by name. */
function quantiles(space: Space, draw: Draw): readonly number[] {
  return space.parameters.flatMap(({ name, domain }) => {
    const value = draw[name];
    return value === undefined ? [] : [quantileOf(domain, value)];
  });
}

/** Losses with a valley; a few draws fail. */
export function evaluation(space: Space): SearchTrial['evaluate'] {
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

/** Searches, in one process or with a new one for every generation. */
function searched(trial: SearchTrial, { restarts }: { readonly restarts: boolean }): readonly Outcome[] {
  let going = begin(trial);
  const history: Outcome[] = [];
  for (;;) {
    if (restarts) going = begin(trial);
    const { draws, isLast } = going.next(history);
    const first = history.length;
    history.push(...draws.map((draw, i) => withStops({ draw, losses: trial.evaluate(draw) }, first + i)));
    if (isLast || draws.length === 0) return history;
  }
}

/** Over random spaces, a sampler proposes valid draws, each once, that satisfy the constraints. */
export function expectValidDraws(sampler: SamplerPlugin, runs: number): void {
  const options = defaultOptions(sampler);
  fc.assert(
    fc.property(randomSpace, fc.nat(1000), (whole, seed) => {
      const space = searchedPart(sampler, whole);
      fc.pre(space.parameters.length > 0);
      const satisfies = constraint(space);
      const trial = { sampler, options, space, evaluate: evaluation(space), budget: BUDGET, seed, satisfies };
      const draws = searched(trial, { restarts: false }).map(({ draw }) => draw);
      expect(draws.flatMap((draw) => faultsOf(space, draw))).toEqual([]);
      expect(draws.every(satisfies)).toBe(true);
      expect(new Set(draws.map((draw) => drawKey(space, draw))).size).toBe(draws.length);
      expect(draws.length).toBeLessThanOrEqual(BUDGET);
    }),
    { numRuns: runs, seed: 1 },
  );
}

/** Over random spaces, a sampler that restarts after every generation proposes the same draws. */
export function expectRestartable(sampler: SamplerPlugin, runs: number): void {
  const options = defaultOptions(sampler);
  fc.assert(
    fc.property(randomSpace, fc.nat(1000), (whole, seed) => {
      const space = searchedPart(sampler, whole);
      fc.pre(space.parameters.length > 0);
      const trial = { sampler, options, space, evaluate: evaluation(space), budget: BUDGET, seed };
      expect(searched(trial, { restarts: true })).toEqual(searched(trial, { restarts: false }));
    }),
    { numRuns: runs, seed: 2 },
  );
}

import { type Outcome, randomStreams, type SamplerPlugin, startSearch } from '@sparsweep/core';
import { syntheticLoss } from './mixedSpace.ts';
import { defaultOptions, searchedSpace } from './samplers.ts';
import type { SearchCase } from './searchCases.ts';

/** A sampler that ignores outcomes would propose all in one generation; it is asked for so many at a time instead. */
const LARGEST_GENERATION = 100;

/**
 * Microseconds a trial, to ask a sampler for it and tell its outcome, in a search that has gone on for as long as
 * `history`; generations are timed whole, until there are as many trials as the case says. What a search does once,
 * when it goes on from a history, is not counted.
 */
export function timeSampler(sampler: SamplerPlugin, history: readonly Outcome[], { proposals }: SearchCase): number {
  const options = defaultOptions(sampler);
  const space = searchedSpace(sampler);
  const size = Math.min(LARGEST_GENERATION, sampler.generation(options, space));
  const search = startSearch({
    sampler: { ...sampler, generation: () => size },
    options,
    problem: {
      space,
      objectives: 1,
      budget: history.length + proposals + 2 * size,
      random: randomStreams(0),
    },
    enqueued: [],
    satisfies: () => true,
  });
  const outcomes = [...history];
  const proposeGeneration = (): void => {
    for (const draw of search.next(outcomes).draws) outcomes.push({ draw, losses: [syntheticLoss(draw)] });
  };

  proposeGeneration();
  const before = outcomes.length;
  const startedAt = performance.now();
  while (outcomes.length < before + proposals) proposeGeneration();
  return ((performance.now() - startedAt) * 1000) / (outcomes.length - before);
}

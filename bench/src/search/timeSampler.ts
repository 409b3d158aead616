import {
  samplers as all,
  type Outcome,
  randomStreams,
  type SamplerPlugin,
  type Space,
  startSearch,
} from '@sparsweep/core';
import { MIXED_SPACE, syntheticLoss } from './mixedSpace.ts';
import type { SearchCase } from './searchCases.ts';

/** Limits the generations of samplers that ignore outcomes and would propose everything at once. */
const LARGEST_GENERATION = 100;

/**
 * Microseconds per trial for a sampler to propose it and receive its outcome, in a search that continues `history`. Whole
 * generations are timed until the case's number of proposals is reached. The first one is not counted, because it includes
 * reading the history.
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

/** The samplers of core that never run out of proposals. */
export function samplers(): readonly SamplerPlugin[] {
  return all.filter((sampler) => !sampler.exhaustible);
}

/** The parameters of the benchmark's space that a sampler supports: for `cmaEs` only the ranges. */
function searchedSpace(sampler: SamplerPlugin): Space {
  const refused = new Set(sampler.unsupportedParameters(MIXED_SPACE).map(({ parameter }) => parameter.name));
  return { ...MIXED_SPACE, parameters: MIXED_SPACE.parameters.filter(({ name }) => !refused.has(name)) };
}

/** The default options of a sampler, from its schema. */
function defaultOptions({ options }: SamplerPlugin): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(options.properties).flatMap(([name, schema]) =>
    'default' in schema ? [[name, schema.default] as const] : [],
  );
  return Object.fromEntries(defaults);
}

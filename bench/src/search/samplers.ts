import { samplers as all, type SamplerPlugin, type Space } from '@sparsweep/core';
import { MIXED_SPACE } from './mixedSpace.ts';

/** The samplers of core that propose for as long as they are asked. */
export function samplers(): readonly SamplerPlugin[] {
  return all.filter((sampler) => !sampler.exhaustible);
}

/** The part of the benchmark's space that a sampler can search: for `cmaEs`, the ranges alone. */
export function searchedSpace(sampler: SamplerPlugin): Space {
  const refused = new Set(sampler.unsupportedParameters(MIXED_SPACE).map(({ parameter }) => parameter.name));
  return { ...MIXED_SPACE, parameters: MIXED_SPACE.parameters.filter(({ name }) => !refused.has(name)) };
}

/** The options of a sampler when none are given: the defaults of its schema. */
export function defaultOptions({ options }: SamplerPlugin): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(options.properties).flatMap(([name, schema]) =>
    'default' in schema ? [[name, schema.default] as const] : [],
  );
  return Object.fromEntries(defaults);
}

import { samplers as all, type SamplerPlugin } from '@sparsweep/core';
import { MIXED_SPACE } from './mixedSpace.ts';

/** The samplers of core that can search the space of this benchmark for as long as it likes, by their names. */
export function samplers(): readonly SamplerPlugin[] {
  return all.filter((sampler) => !sampler.exhaustible && sampler.obstacles(MIXED_SPACE).length === 0);
}

/** The options of a sampler when none are given: the defaults of its schema. */
export function defaultOptions({ options }: SamplerPlugin): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(options.properties).flatMap(([name, schema]) =>
    'default' in schema ? [[name, schema.default] as const] : [],
  );
  return Object.fromEntries(defaults);
}

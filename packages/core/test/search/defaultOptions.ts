import { Value } from 'typebox/value';
import type { OptionsOf } from '../../src/plugin/manifest.ts';
import type { SamplerPlugin } from '../../src/search/sampler.ts';

/** The options of a sampler that a sweep file says nothing about. */
export function defaultOptions({ options }: SamplerPlugin): OptionsOf<SamplerPlugin['options']> {
  return JSON.parse(JSON.stringify(Value.Default(options, {})));
}

import type { SamplerPlugin } from '../../src/search/sampler.ts';
import { defaultOptions } from './defaultOptions.ts';
import { search } from './searchRun.ts';
import { quality, TEST_FUNCTIONS, type TestFunction } from './testFunctions.ts';

/** How well a sampler with its default options does on a function: the median over the seeds 0, 1, ... */
export function medianQuality(
  sampler: SamplerPlugin,
  { name, evaluations, seeds = 30 }: { readonly name: string; readonly evaluations: number; readonly seeds?: number },
): number {
  const problem = functionNamed(name);
  const { space, evaluate, objectives } = problem;
  const options = defaultOptions(sampler);
  const values = Array.from({ length: seeds }, (_, seed) => {
    const history = search({ sampler, options, space, evaluate, objectives, budget: evaluations, seed });
    return quality(
      problem,
      history.map(({ losses }) => losses ?? []),
    );
  });
  values.sort((a, b) => a - b);
  const [lower = Number.NaN, upper = lower] = values.slice(Math.ceil(seeds / 2) - 1, Math.floor(seeds / 2) + 1);
  return (lower + upper) / 2;
}

function functionNamed(name: string): TestFunction {
  const found = TEST_FUNCTIONS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no test function ${name}`);
  return found;
}

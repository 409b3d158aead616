import { describe, it } from 'vitest';
import { samplers } from '../../src/search/samplers/samplers.ts';
import { expectRestartable, expectValidDraws } from './samplerProperties.ts';

const proposing = samplers.filter(({ exhaustible }) => !exhaustible);

describe.each(proposing.map((sampler) => [sampler.name, sampler] as const))('%s', (_, sampler) => {
  it('proposes valid draws, each once, that satisfy the constraints, over many random spaces', () => {
    expectValidDraws(sampler, 25);
  });

  it('proposes the same draws when it restarts after every generation, over many random spaces', () => {
    expectRestartable(sampler, 10);
  });
});

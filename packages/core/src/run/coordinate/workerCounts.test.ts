import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PermutedExecutor } from '../../../test/run/permutedExecutor.ts';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import { temporaryFolder } from '../../../test/run/temporaryFolder.ts';
import type { JsonObject } from '../../plugin/json.ts';
import { samplers } from '../../search/samplers/samplers.ts';
import { openReader } from '../../store/open/openReader.ts';
import { openStore } from '../../store/open/openStore.ts';
import { planSweep } from '../plan/planSweep.ts';
import { runSweep } from './runSweep.ts';

interface Proposals {
  /** The parameters of each trial, in their order. */
  readonly parameters: readonly JsonObject[];
  /** The numbers of the trials, in the order in which they ended. */
  readonly endings: readonly number[];
}

/** What a search proposes when so many workers train its trials, which end in another order than they started. */
async function proposals(method: string, workers: number): Promise<Proposals> {
  const numbers = method === 'grid' ? { step: 0.05 } : {};
  const spec = await smallSweep({
    dataset: { use: 'corners', split: { train: 1 } },
    train: {
      epochs: 1,
      batchSize: { min: 1, max: 2 },
      optimizer: { use: 'sgd', learningRate: { min: 0.01, max: 0.91, ...numbers } },
    },
    metrics: [{ name: 'train.loss', goal: 'minimize' }],
    run: { engine: 'valley' },
    replicates: 2,
    search: { method, trials: 48, ...(method === 'nsga2' ? { population: 7 } : {}) },
  });
  const path = join(temporaryFolder(), 'sparsweep.db');
  const store = await openStore(path);
  const executor = new PermutedExecutor(workers);
  const endings: number[] = [];
  try {
    const { end } = await runSweep({
      plan: planSweep(spec, smallCatalog),
      store,
      environment: {},
      executor,
      workers,
      now: () => new Date(0),
      signal: new AbortController().signal,
      observer: { recorded: ({ type, trial }) => void (type === 'ended' && endings.push(trial)) },
    });
    expect(end).toBe('finished');
  } finally {
    store.close();
  }
  const reader = openReader(path);
  onTestFinished(() => reader.close());
  return { parameters: reader.trials(1).map(({ parameters }) => parameters), endings };
}

describe('the proposals of a search', () => {
  it.each(samplers.map(({ name }) => name))('are the same for 1, 2 and 7 workers: %s', async (method) => {
    const [one, two, seven] = [await proposals(method, 1), await proposals(method, 2), await proposals(method, 7)];
    expect(one.parameters).toHaveLength(48);
    expect(two.parameters).toEqual(one.parameters);
    expect(seven.parameters).toEqual(one.parameters);
    // Otherwise the test would show nothing.
    expect(seven.endings).not.toEqual(one.endings);
  });
});

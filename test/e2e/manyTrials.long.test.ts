import { describe, expect, it } from 'vitest';
import { sparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

describe('a sweep of 10,000 trials', () => {
  it('needs no more than 96 MB of heap', async () => {
    const folder = sweepFolder({
      name: 'long',
      dataset: { use: 'classification', nSamples: 100, randomState: 0 },
      model: { layers: [{ units: 8, regularizers: [{ use: 'l1', strength: { min: 1e-4, max: 1e-1, log: true } }] }] },
      train: { epochs: 1, optimizer: { use: 'adam', learningRate: { min: 1e-4, max: 1e-2, log: true } } },
      search: { method: 'random', trials: 10_000 },
      run: { engine: '@sparsweep/testkit/null-engine', workers: 2 },
    });
    const env = { NODE_OPTIONS: '--max-old-space-size=96' };
    expect(await sparsweep(['run', 'sweep.yaml'], { cwd: folder, env })).toMatchObject({ status: 0, stderr: '' });
    expect(openTestReader(folder).progress(1)).toMatchObject({ finished: 10_000 });
  });
});

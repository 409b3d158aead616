import { totalmem } from 'node:os';
import type { JsonObject } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { type Ended, sparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

/** Runs a sweep of a small network on 60 samples and returns how it and its trials ended. */
async function run(fields: JsonObject) {
  const folder = sweepFolder({
    name: 'faults',
    dataset: { use: 'classification', nSamples: 60, nFeatures: 4, nInformative: 2, nRedundant: 0 },
    model: { layers: [{ units: 3 }] },
    ...fields,
  });
  const ended: Ended = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
  const trials = openTestReader(folder)
    .trials(1)
    .map(({ status, stoppedEpoch: epochs, error }) => ({ status, epochs, error }));
  return { ended, trials };
}

describe('a trial that diverges', () => {
  const values = [
    { use: 'l1', strength: 1 },
    { use: 'k-sparse', k: 2 },
    { use: 'top-k', density: 0.5 },
  ];
  const diverging = (engine: string) =>
    run({
      model: { layers: [{ units: 3, regularizers: [{ values, name: 'method' }] }] },
      train: { epochs: 20, batchSize: 16, optimizer: { use: 'sgd', learningRate: { values: [1e10, 1e5, 0.01] } } },
      run: { engine },
    });

  it('ends as diverged in the same epoch on both engines; the others finish, and the exit status is 1', async () => {
    const [wasm, tfjs] = [await diverging('wasm'), await diverging('tfjs')];
    for (const { ended, trials } of [wasm, tfjs]) {
      expect(ended.status).toBe(1);
      const diverged = trials.filter(({ status }) => status === 'diverged');
      expect(diverged.length).toBeGreaterThanOrEqual(3);
      for (const { error, epochs } of diverged) {
        expect(error).toMatch(
          new RegExp(`^the (train|validation) (loss|penalty) became (NaN|Infinity) in epoch ${epochs}$`),
        );
        expect(epochs).toBeLessThan(20);
      }
      expect(trials.filter(({ status }) => status === 'finished').length).toBeGreaterThanOrEqual(3);
      expect(ended.stdout).toMatch(/sweep 1 finished\n/);
    }
    expect(wasm.trials).toEqual(tfjs.trials);
  });
});

describe('a trial that does not fit into memory', () => {
  it('fails with the needed and the available memory, while the others finish', async () => {
    const { ended, trials } = await run({
      model: { layers: [{ units: { values: [3, 60_000], name: 'width' } }, { units: { ref: 'width' } }] },
      train: { epochs: 1 },
    });
    expect(ended.status).toBe(1);
    expect(trials).toEqual([
      { status: 'finished', epochs: 1, error: null },
      { status: 'failed', epochs: 0, error: expect.any(String) },
    ]);
    const [, needed, present] =
      /^a trial of this model needs (\d+) MiB of memory, and there are (\d+) MiB: use fewer units, .*`run\.engine: tfjs`$/.exec(
        trials[1]?.error ?? '',
      ) ?? [];
    // The kernel between the two layers, its gradient and the two moments of Adam; a module addresses 4 GiB.
    expect(Number(needed)).toBeGreaterThan((4 * 60_000 * 60_000 * 4) / 2 ** 20);
    expect(Number(present)).toBe(Math.ceil(Math.min(2 ** 32, totalmem()) / 2 ** 20));
  });
});

import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@sparsweep/core';
import { type Figure, repeat } from './measure.ts';

const TRIALS = 1000;

/** Milliseconds to store a trial's records and nothing else, a transaction each: the floor of its overhead. */
export async function rawStore(runs: number): Promise<Figure> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'sparsweep-bench-'));
  let databases = 0;
  const values = await repeat(runs, async () => {
    const store = await openStore(join(folder.path, `${databases++}.db`));
    const now = new Date();
    const writer = store.createSweep({ name: 'raw', specYaml: '', specHash: '', environment: {}, createdAt: now });
    const numbers = Array.from({ length: TRIALS }, (_, number) => number);
    const plan = { replicate: 0, parameters: { strength: 0.1, learningRate: 0.001 }, seed: 0 };
    const startedAt = performance.now();
    writer.addTrials(numbers.map((number) => ({ ...plan, number, configurationIndex: number })));
    for (const trial of numbers) {
      const loss = { name: 'loss', split: 'train', layer: null, value: 0.5 } as const;
      writer.write([
        { record: { type: 'started', trial, attempt: 1 }, at: now },
        { record: { type: 'epoch', trial, epoch: 1, measurements: [loss] }, at: now },
        { record: { type: 'ended', trial, status: 'finished', epochs: 1, measurements: [loss] }, at: now },
      ]);
    }
    const elapsed = performance.now() - startedAt;
    store.close();
    return elapsed / TRIALS;
  });
  return { name: 'storing a trial', unit: 'ms', values };
}

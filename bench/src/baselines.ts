import { execFile } from 'node:child_process';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openStore } from '@sparsweep/core';
import { type Figure, repeat } from './figures.ts';

const TRIALS = 1000;

/** Milliseconds to store a trial's records, one transaction each: the lower bound of its overhead. */
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

const SCRIPT = fileURLToPath(new URL('../peers/optuna_overhead.py', import.meta.url));

/** Milliseconds for Optuna to sample, report and store one random trial in SQLite. */
export async function optunaPeer(python: string, runs: number): Promise<Figure> {
  const values = await repeat(runs, async () => {
    const { stdout } = await promisify(execFile)(python, [SCRIPT]);
    return Number(stdout);
  });
  return { name: 'overhead of a trial in Optuna', unit: 'ms', values };
}

import { statSync } from 'node:fs';
import { openReader, openStore } from '@sparsweep/core';
import Database from 'better-sqlite3';
import { type Figure, ratio, repeat, secondsOf } from '../figures.ts';
import { plannedTrial } from './syntheticTrials.ts';

const GIGABYTE = 1e9;
const CHECKPOINT_BYTES = 2 ** 26;

/** Grows the store at `path` to a gigabyte by adding checkpoints. */
export async function growToGigabyte(path: string): Promise<void> {
  const store = await openStore(path);
  const at = new Date(0);
  try {
    const writer = store.createSweep({ name: 'large', specYaml: '', specHash: '', environment: {}, createdAt: at });
    const trials = Math.max(0, Math.ceil((GIGABYTE - statSync(path).size) / CHECKPOINT_BYTES));
    writer.addTrials(Array.from({ length: trials }, (_, number) => plannedTrial(number)));
    for (let trial = 0; trial < trials; trial++) {
      const checkpoint = new Uint8Array(CHECKPOINT_BYTES).fill(trial);
      writer.write([
        { record: { type: 'started', trial, attempt: 1 }, at },
        { record: { type: 'saved', trial, epoch: 1, checkpoint }, at },
      ]);
    }
    writer.finish('interrupted', at);
  } finally {
    store.close();
  }
  const { size } = statSync(path);
  if (size < GIGABYTE) throw new Error(`the store has ${size} bytes; expected ${GIGABYTE}`);
}

/** Milliseconds to open and close a store of a gigabyte. */
export async function opening(runs: number, path: string): Promise<readonly Figure[]> {
  const values = await repeat(runs, async () => 1000 * secondsOf(() => openReader(path).close()));
  const forWriting = await repeat(runs, async () => {
    const startedAt = performance.now();
    (await openStore(path)).close();
    return performance.now() - startedAt;
  });
  const bare = await repeat(runs, async () => 1000 * secondsOf(() => openBare(path)));
  const read: Figure = { name: 'opening 1 GB to read', unit: 'ms', values, target: 100 };
  const floor: Figure = { name: 'bare opening', unit: 'ms', values: bare };
  return [
    read,
    { name: 'opening 1 GB to write', unit: 'ms', values: forWriting, target: 100 },
    floor,
    ratio(read, floor),
  ];
}

/** Opens the file with better-sqlite3 alone. SQLite reads it only when a query is prepared. */
function openBare(path: string): void {
  const database = new Database(path, { readonly: true });
  database.prepare('SELECT 1 FROM sweeps').get();
  database.close();
}

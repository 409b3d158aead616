import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JsonObject, openReader, type StoreReader } from '@sparsweep/core';
import { onTestFinished } from 'vitest';
import { sparsweep } from './sparsweep.ts';
import { nullSweep } from './sweeps.ts';
import { writeSweep } from './temporaryFolder.ts';

/** The bytes of the store of a finished sweep of three trials, with their weights. Works outside of tests too. */
export function soundStore(): Promise<Buffer> {
  // With one worker, trials end, and their weights are stored, in the order of their numbers.
  return storeAfter(nullSweep({ replicates: 1, run: { engine: 'wasm', workers: 1 } }));
}

/** The bytes of the store of a sweep that was run to its end. */
export async function storeAfter(sweep: JsonObject): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-test-'));
  writeSweep(folder, sweep);
  const { status, stderr } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
  if (status !== 0) throw new Error(`the sweep ended with status ${status}:\n${stderr}`);
  const bytes = readFileSync(join(folder, 'sparsweep.db'));
  rmSync(folder, { recursive: true });
  return bytes;
}

/** A reader of a store in a folder, by default `sparsweep.db`. It is closed when the test ends. */
export function openTestReader(folder: string, file = 'sparsweep.db'): StoreReader {
  const reader = openReader(join(folder, file));
  onTestFinished(() => reader.close());
  return reader;
}

/** Starts a program whose `sql` begins a transaction in a store, which stays open until the test ends. */
export async function openTransaction(path: string, sql: string): Promise<ChildProcess> {
  const program = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(process.argv[1]);
    database.exec(process.argv[2]);
    console.log('done');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['-e', program, path, sql], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  return holder;
}

/** SHA-256 of a file, in hex. */
export function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@sparsweep/core';
import { sparsweep } from './sparsweep.ts';
import { nullSweep } from './sweeps.ts';

/** The bytes of the store of a finished sweep of three trials, with their weights. Works outside of tests too. */
export function soundStore(): Promise<Buffer> {
  // With one worker, trials end, and their weights are stored, in the order of their numbers.
  return storeAfter(nullSweep({ replicates: 1, run: { engine: 'wasm', workers: 1 } }));
}

/** The bytes of the store of a sweep that was run to its end. */
export async function storeAfter(sweep: JsonObject): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-test-'));
  writeFileSync(join(folder, 'sweep.yaml'), JSON.stringify(sweep, null, 2));
  const { status, stderr } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
  if (status !== 0) throw new Error(`the sweep ended with status ${status}:\n${stderr}`);
  const bytes = readFileSync(join(folder, 'sparsweep.db'));
  rmSync(folder, { recursive: true });
  return bytes;
}

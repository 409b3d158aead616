import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sparsweep } from './sparsweep.ts';
import { nullSweep } from './sweeps.ts';

/** The bytes of the store of a sweep of three trials that is over, whose weights were kept. For use outside of tests, too. */
export async function soundStore(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-test-'));
  // With one worker, trials end, and their weights are stored, in the order of their numbers.
  const sweep = nullSweep({ replicates: 1, run: { engine: 'wasm', workers: 1 } });
  writeFileSync(join(folder, 'sweep.yaml'), JSON.stringify(sweep));
  const { status, stderr } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
  if (status !== 0) throw new Error(`the sweep ended with status ${status}:\n${stderr}`);
  const bytes = readFileSync(join(folder, 'sparsweep.db'));
  rmSync(folder, { recursive: true });
  return bytes;
}

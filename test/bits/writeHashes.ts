/**
 * Writes `hashes.json` from the results of this machine. Run `npm run hashes -w test` only when the numbers are meant to
 * change: after a change to the arithmetic of the engine, to the random draws, or to the sweeps here.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SWEEPS, trainedHashes } from './sweeps.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsweep-hashes-'));
try {
  const hashes = await Promise.all(SWEEPS.map(async (sweep) => [sweep, await trainedHashes(sweep, folder, [])]));
  const file = new URL('./hashes.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

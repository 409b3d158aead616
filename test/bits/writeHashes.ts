/**
 * Writes `hashes.json` anew, from what this machine gets. Run by `npm run hashes -w test` when the numbers are meant to change: after a
 * change to the arithmetic of the engine, to what is drawn, or to the sweeps here. A change that should leave every
 * number as it is must leave the file as it is.
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

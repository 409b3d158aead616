import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import hashes from './hashes.json' with { type: 'json' };
import { SWEEPS, trainedHashes } from './sweeps.ts';

describe.each(SWEEPS)('Node', (sweep) => {
  it.each([1, 2, 3])(`trains the sweep ${sweep} to the committed bits on so many workers: %d`, async (workers) => {
    expect(await trainedHashes(sweep, temporaryFolder(), ['--workers', String(workers)])).toEqual(hashes[sweep]);
  });
});

import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import hashes from './hashes.json' with { type: 'json' };
import { SWEEPS, trainedHashes } from './sweeps.ts';

// e2e/sameNumbers.test.ts shows that the number of workers changes nothing.
it.each(SWEEPS)('Node trains the sweep %s to the committed bits', async (sweep) => {
  expect(await trainedHashes(sweep, temporaryFolder(), ['--workers', '2'])).toEqual(hashes[sweep]);
});

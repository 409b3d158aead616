import { fileURLToPath } from 'node:url';
import type * as corePlugin from '@sparsweep/core/plugin';
import { exp, log } from '@sparsweep/core/plugin';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requirePackage, whyMissing } from '../support/debianPackages.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import hashes from './hashes.json' with { type: 'json' };
import { readRecording } from './recording.ts';
import type * as replay from './replay.ts';
import { importIn, openSourcePage } from './sourcePage.ts';
import { hashOf, SWEEPS, trainedHashes } from './sweeps.ts';

const executablePath = requirePackage('chromium');
const RECORDING_ENGINE = fileURLToPath(new URL('./recordingEngine.ts', import.meta.url));

const title = executablePath === undefined ? `Chromium (skipped: ${whyMissing('chromium')})` : 'Chromium';

describe.skipIf(executablePath === undefined)(title, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    page = await openSourcePage(browser);
  });

  afterAll(() => browser?.close());

  it.each(SWEEPS)('trains the sweep %s to the committed bits from the inputs that Node recorded', async (sweep) => {
    const folder = temporaryFolder();
    await trainedHashes(sweep, folder, ['--engine', RECORDING_ENGINE], { RECORDINGS: folder });
    const trainer = await importIn<typeof replay>(page, '/test/bits/replay.ts');
    const replayed: string[] = [];
    for (const hash of hashes[sweep]) {
      const recording = readRecording(folder, hash);
      replayed.push(hashOf(await trainer.evaluate((m, given) => m.replay(given), recording)));
    }
    expect(replayed).toEqual(hashes[sweep]);
  });

  it('computes exp and log to the same bits', async () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => (index + 1) / 500);
    const here = numbers.map((number) => [exp(number), log(number)]);
    const plugin = await importIn<typeof corePlugin>(page, '@sparsweep/core/plugin');
    const there = await plugin.evaluate((m, given) => given.map((number) => [m.exp(number), m.log(number)]), numbers);
    expect(there).toEqual(here);
  });
});

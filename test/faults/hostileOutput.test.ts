import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { requirePackage, whyMissing } from '../support/debianPackages.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

const SCRIPT = '<img src=x onerror="globalThis.hostile=1"><script>globalThis.hostile=1</script>';

/** File names that spreadsheets read as formulas, and HTML pages as markup. */
const FILES = { good: '-1+1<b onmouseover=hostile=1>.csv', bad: '=HYPERLINK("http:x",1).csv' };

/** A folder with a stored sweep that has a hostile name, question, parameter and trial error. */
async function storedSweep(): Promise<string> {
  const folder = sweepFolder(
    nullSweep({
      name: `@SUM(1)${SCRIPT}`,
      question: `${SCRIPT}</title></style>`,
      dataset: { use: 'csv', path: { values: [FILES.good, FILES.bad], name: 'table' } },
      model: { layers: [{ units: 2 }] },
      replicates: 1,
    }),
  );
  writeFileSync(join(folder, FILES.good), `a,=b\n${'1,+x\n2,<i>y\n'.repeat(10)}`);
  writeFileSync(join(folder, FILES.bad), 'a,b\n<script>globalThis.hostile=1</script>,x\n2,y\n');
  const { status, stdout, stderr } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
  expect(`${stdout}${stderr}`).toContain('failed: dataset `csv`');
  expect(status).toBe(1);
  return folder;
}

/** The output of a command that must succeed without a warning. */
async function printed(folder: string, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await sparsweep(args, { cwd: folder });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

describe('hostile names and errors', () => {
  it('are not formulas in CSV, and are unchanged in JSON', async () => {
    const folder = await storedSweep();
    const csv = await printed(folder, 'results', '1', '--format', 'csv');
    expect(csv).toContain(`,'-1+1<b onmouseover=hostile=1>.csv,`);
    expect(csv).toContain(`,"'=HYPERLINK(""http:x"",1).csv",`);
    expect(csv).not.toMatch(/(^|,|")[=+@-][A-Z1]/m);
    const trials = JSON.parse(await printed(folder, 'results', '1', '--format', 'json'));
    expect(trials.map(({ table }: { table: string }) => table)).toEqual([FILES.good, FILES.bad]);
    const query = ['query', 'SELECT name AS "=1+1", -1.5 AS number FROM sweeps', '--format', 'csv'];
    expect(await printed(folder, ...query)).toMatch(/^'=1\+1,number\n"?'@SUM\(1\)<img .+"?,-1\.5\n$/);
    const samples = await printed(folder, 'dataset', 'csv', '--set', `path=${JSON.stringify(FILES.good)}`);
    expect(samples.split('\n').slice(0, 3)).toEqual(['x0,y', "1,'+x", '2,<i>y']);
  });

  it('are text in the report, and its file name is safe', async () => {
    const folder = await storedSweep();
    const out = await printed(folder, 'report', '1');
    const [, file = ''] = /^report {4}file:\/\/\S+\/([^/\s]+\.html)$/m.exec(out) ?? [];
    expect(file).toMatch(/^[\w.-]+\.html$/);
    const [markup = ''] = readFileSync(join(folder, file), 'utf8').split('<script');
    const [good, bad] = openTestReader(folder).trials(1);
    expect(good?.error).toBeNull();
    expect(bad?.error).toContain('"<script>globalThis.hostile=1</script>" is not a finite number');
    expect(markup).toContain('</main>');
    expect(markup).not.toMatch(/<(img|b|i)[ >]/);
    expect(markup).toContain('&lt;script&gt;globalThis.hostile=1&lt;/script&gt;');
    // The content security policy blocks other scripts, in case the escaping misses something.
    expect(markup).toMatch(/http-equiv="Content-Security-Policy"/);
  });

  it('are not executed by a browser that shows the report', async ({ skip }) => {
    const executablePath = requirePackage('chromium');
    if (executablePath === undefined) return skip(whyMissing('chromium'));
    const folder = await storedSweep();
    await printed(folder, 'report', '1', '--out', 'report.html');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const page = await browser.newPage();
      const trouble: string[] = [];
      page.on('pageerror', (error) => trouble.push(error.message));
      page.on('console', (message) => trouble.push(message.text()));
      page.on('request', (request) => trouble.push(request.url()));
      const { href } = pathToFileURL(join(folder, 'report.html'));
      await page.goto(href);
      expect(await page.locator('.question').textContent()).toBe(`${SCRIPT}</title></style>`);
      expect(await page.locator('h1').textContent()).toContain(SCRIPT);
      expect(await page.locator('img, b, i').count()).toBe(0);
      expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false);
      expect(trouble).toEqual([href]);
    } finally {
      await browser.close();
    }
  });
});

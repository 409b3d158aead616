import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderReport } from '../src/index.ts';
import type { ReportData } from '../src/reportData.ts';
import { launchChromium, whyNoChromium } from './chromium.ts';
import { HOSTILE, hostileReport } from './hostileReport.ts';
import { syntheticReport } from './syntheticReport.ts';

const DATA = syntheticReport({ configurations: 12, replicates: 3, epochs: 20, validation: true, weights: 3 });

// In CI a missing browser is a failure.
const skipped = whyNoChromium !== null && process.env.CI !== 'true';
const title = skipped ? `the report in a browser (skipped: ${whyNoChromium})` : 'the report in a browser';

describe.skipIf(skipped)(title, { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-report-'));
  const trouble: string[] = [];
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    if (whyNoChromium !== null) throw new Error(whyNoChromium);
    browser = await launchChromium();
  }, 120_000);

  afterEach(async () => {
    await context.close();
    expect(trouble.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the report from disk without a network. Messages, errors and requests of the page count as trouble. */
  async function open(data: ReportData, width = 1280, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const file = join(folder, 'report.html');
    writeFileSync(file, renderReport(data));
    context = await browser.newContext({ offline: true, colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => trouble.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  it('draws every chart', async () => {
    const page = await open(DATA);
    const shapes = await page
      .locator('svg')
      .evaluateAll((charts) => charts.map((svg) => svg.querySelectorAll('path').length));
    // Two trade-offs, two charts of layers, four of curves.
    expect(shapes).toHaveLength(8);
    expect(Math.min(...shapes)).toBeGreaterThan(8);
    const places = page.locator('#heat-maps [data-chart]');
    expect(await places.count()).toBe(3);
    // A chart may have a second canvas for hover effects.
    const colors = await places.evaluateAll((charts) =>
      charts.map((chart) => {
        const canvases = [...chart.querySelectorAll('canvas')];
        return canvases.map((canvas) => {
          const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          return new Set(new Uint32Array(Uint8ClampedArray.from(pixels).buffer)).size;
        });
      }),
    );
    expect(Math.min(...colors.map((counts) => Math.max(...counts)))).toBeGreaterThan(50);
    expect(await page.locator('[data-chart][role="img"][aria-label]').count()).toBe(11);
  });

  it('sorts a table by a click on a heading, and reverses it by another', async () => {
    const page = await open(DATA);
    const table = page.locator('table').first();
    const heading = table.getByRole('columnheader', { name: 'zero activations' });
    const column = () => table.evaluate(cellsUnder, 'zero activations');
    await heading.getByRole('button').click();
    const ascending = await column();
    expect(ascending).toEqual(ascending.toSorted((a, b) => a - b));
    expect(new Set(ascending).size).toBeGreaterThan(3);
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    await heading.getByRole('button').press('Enter');
    expect(await column()).toEqual(ascending.toReversed());
  });

  it('colours the ticked configurations, eight at most', async () => {
    const page = await open(DATA);
    const legend = page.locator('[data-legend]').first().locator('li');
    const before = await page.locator('svg').first().innerHTML();
    expect(await legend.count()).toBe(6);
    for (let added = 0; added < 2; added += 1)
      await page.locator('input[data-configuration]:not(:checked)').first().click();
    expect(await legend.count()).toBe(8);
    expect(await page.locator('svg').first().innerHTML()).not.toBe(before);
    expect(await page.locator('input[data-configuration]:not(:checked)').first().isDisabled()).toBe(true);
    await page.locator('input[data-configuration]:checked').first().click();
    expect(await legend.count()).toBe(7);
    expect(await page.locator('input[data-configuration]:not(:checked)').first().isDisabled()).toBe(false);
  });

  it('shows the weights of the selected trial', async () => {
    const page = await open(DATA);
    const note = page.locator('#heat-maps figcaption p').first();
    const before = await note.textContent();
    await page.selectOption('#heat-map-trial', '2');
    expect(await note.textContent()).not.toBe(before);
    expect(await page.locator('#heat-maps [data-chart]:has(canvas)').count()).toBe(3);
  });

  it('runs no script in the data, and shows it as text', async () => {
    const page = await open(hostileReport(DATA));
    await page.locator('[data-chart="trade-off"]').first().hover();
    await page.locator('[data-chart="curves"]').first().hover();
    await page.waitForSelector('.tip');
    expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(3);
    expect(await page.locator('.question').textContent()).toBe(HOSTILE);
    expect(await page.locator('h1').textContent()).toContain('<script>hostile=1</script>');
    expect(await page.locator('.problems pre').first().textContent()).toContain('</script>');
    expect(await page.locator('[data-legend] li').first().textContent()).toContain('</script>');
  });

  it('follows the colour scheme of the system, also while it is open', async () => {
    const page = await open(DATA, 1280, 'dark');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const darkChart = await page.locator('svg text').first().getAttribute('fill');
    const darkPage = await background();
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background()).not.toBe(darkPage);
    // The page is notified with its next frame.
    await page.waitForFunction((fill) => document.querySelector('svg text')?.getAttribute('fill') !== fill, darkChart);
  });

  it('prints in light colours, then restores the scheme', async () => {
    const page = await open(DATA, 1280, 'dark');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await background()).toBe(dark);
  });

  it('fits narrow and wide windows, even with very long words', async () => {
    const page = await open(hostileReport(DATA));
    for (const width of [1920, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForFunction(chartsFit);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });

  const pending = DATA.results.map((row) => ({ ...row, status: 'pending' as const }));
  it.each([
    ['one trial', syntheticReport({ configurations: 1, replicates: 1, epochs: 3, validation: true, weights: 1 })],
    ['one epoch', syntheticReport({ configurations: 3, replicates: 1, epochs: 1, validation: true, weights: 1 })],
    [
      'no validation split',
      syntheticReport({ configurations: 3, replicates: 2, epochs: 3, validation: false, weights: 1 }),
    ],
    ['no finished trial', { ...DATA, results: pending, configurations: [] }],
    ['nothing but the sweep', { ...DATA, results: [], configurations: [], layers: [], history: [], weights: [] }],
    [
      'a thousand trials',
      syntheticReport({ configurations: 500, replicates: 2, epochs: 50, validation: true, weights: 20 }),
    ],
  ])('opens without errors: %s', async (_, data) => {
    const page = await open(data);
    expect(await page.locator('h2').count()).toBeGreaterThan(0);
    const places = await page.locator('[data-chart]').count();
    expect(await page.locator('[data-chart]:has(svg, canvas)').count()).toBe(places);
  });
});

/** Whether every chart has the width of its element. Runs in the page. */
function chartsFit(): boolean {
  const charts = [...document.querySelectorAll('[data-chart]')];
  return charts.every((place) => place.firstElementChild?.clientWidth === place.clientWidth);
}

/** The numbers in the column under a heading. Runs in the page. */
function cellsUnder(table: HTMLElement | SVGElement, title: string): number[] {
  const heading = [...table.querySelectorAll('th')].find((candidate) => candidate.textContent === title);
  const rows = [...table.querySelectorAll('tbody tr')];
  return rows.map((row) => Number.parseFloat(row.children[heading?.cellIndex ?? -1]?.textContent ?? ''));
}

import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, JSHandle, Page } from 'playwright-core';

const ROOT = new URL('../../', import.meta.url);

/** Never requested over a network: every request is answered here. */
const ORIGIN = 'http://sparsweep.test/';

/** The packages that modules in the page may import. */
const PACKAGES = ['@sparsweep/core/plugin', '@sparsweep/training', '@sparsweep/engine-wasm/session', 'typebox'];

/** An empty page that can import the sources of this repository by their paths from its root. */
export async function openSourcePage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.route('**/*', (route) => {
    const path = route.request().url().slice(ORIGIN.length);
    if (path === '') return route.fulfill({ contentType: 'text/html', body: document() });
    return route.fulfill({ contentType: 'text/javascript', body: moduleAt(path) });
  });
  await page.goto(ORIGIN);
  return page;
}

/** A module that a page imports. */
export function importIn<Module>(page: Page, specifier: string): Promise<JSHandle<Module>> {
  return page.evaluateHandle<Module>(`import('${specifier}')`);
}

function document(): string {
  const imports = PACKAGES.map((name) => [name, import.meta.resolve(name).replace(ROOT.href, '/')]);
  return `<!doctype html><script type="importmap">${JSON.stringify({ imports: Object.fromEntries(imports) })}</script>`;
}

function moduleAt(path: string): string {
  const source = readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8');
  return path.endsWith('.ts') ? stripTypeScriptTypes(source) : source;
}

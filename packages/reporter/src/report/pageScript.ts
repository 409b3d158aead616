import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const PAGE = new URL('../page/', import.meta.url);

/** The script of the page: `page/main.ts` and its imports, bundled into one script. */
export function pageScript(): string {
  // Loaded only here: most commands write no report.
  const { buildSync }: typeof import('esbuild') = createRequire(import.meta.url)('esbuild');
  const { outputFiles } = buildSync({
    // Paths in the bundle are relative to this folder, so that it does not depend on the working directory.
    absWorkingDir: fileURLToPath(PAGE),
    entryPoints: ['main.ts'],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** The chart library, as a script that defines the global `echarts`. */
export function chartLibrary(): string {
  return readFileSync(createRequire(import.meta.url).resolve('echarts/dist/echarts.min.js'), 'utf8');
}

/** The style sheet of the page. */
export function pageStyle(): string {
  return readFileSync(new URL('style.css', PAGE), 'utf8');
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const PAGE = new URL('../page/', import.meta.url);
const IMPORT = /^import \{[^}]*\} from '\.\/([^']+)';\n/gm;

/**
 * The script of the page: `page/main.js` and all that it imports, as one script that needs no other file.
 *
 * The files under `page/` import each other with single named imports and export only declarations; so joining them
 * comes down to putting each before those that import it, without the words `import` and `export`.
 */
export function pageScript(): string {
  const parts: string[] = [];
  join('main.js', new Set(), parts);
  return `(() => {\n'use strict';\n${parts.join('\n')}})();\n`;
}

function join(file: string, joined: Set<string>, parts: string[]): void {
  if (joined.has(file)) return;
  joined.add(file);
  const text = readFileSync(new URL(file, PAGE), 'utf8');
  for (const [, imported] of text.matchAll(IMPORT)) if (imported !== undefined) join(imported, joined, parts);
  parts.push(text.replaceAll(IMPORT, '').replaceAll(/^export (?=(const|function) )/gm, ''));
}

/** The chart library, as a script that defines the global `echarts`. */
export function chartLibrary(): string {
  return readFileSync(createRequire(import.meta.url).resolve('echarts/dist/echarts.min.js'), 'utf8');
}

/** The style sheet of the page. */
export function pageStyle(): string {
  return readFileSync(new URL('style.css', PAGE), 'utf8');
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** One import statement in a source file; paths are relative to the root, with forward slashes. */
export interface SourceImport {
  readonly file: string;
  /** What is imported, as written. */
  readonly specifier: string;
  /** The file that a relative import names; undefined for a package. */
  readonly target?: string;
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** Every import in the TypeScript and JavaScript files below some folders of `root`, types included. */
export function sourceImports(root: string, folders: readonly string[]): readonly SourceImport[] {
  return folders.flatMap((folder) => filesBelow(join(root, folder))).flatMap((path) => importsOf(root, path));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(root: string, path: string): readonly SourceImport[] {
  const file = relative(root, path);
  return [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, specifier = '']) =>
    specifier.startsWith('.')
      ? { file, specifier, target: relative(root, resolve(dirname(path), specifier)) }
      : { file, specifier },
  );
}

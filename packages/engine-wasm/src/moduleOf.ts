import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { cachedModule } from './moduleCache.ts';
import { render } from './render/render.ts';
import type { Program } from './schedule/kernel.ts';

let calls = 0;

/** The module of a program, rendered unless it was before, by this process or another. */
export async function moduleOf(program: Program): Promise<Uint8Array> {
  const unique = `${process.pid}.${threadId}.${calls++}`;
  return cachedModule(cacheFolder(), await keyOf(program), unique, async () => {
    const { default: binaryen } = await import('binaryen');
    return render(binaryen, program);
  });
}

/** Where modules are kept: they may be deleted at any time. */
function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sparsweep', 'modules');
}

/** A hash of all that a module is made from: its program, and the code that renders it. */
async function keyOf(program: Program): Promise<string> {
  return createHash('sha256')
    .update(await rendererHash())
    .update(JSON.stringify(program, telling))
    .digest('hex');
}

/** Tells numbers apart that JSON does not. */
function telling(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) && !Object.is(value, -0) ? value : `number ${Object.is(value, -0) ? '-0' : value}`;
}

let hashed: Promise<Buffer> | undefined;

/** A hash of the sources of the renderer, and of the types that it works on. */
function rendererHash(): Promise<Buffer> {
  hashed ??= hashSources(new URL('./render/', import.meta.url));
  return hashed;
}

async function hashSources(folder: URL): Promise<Buffer> {
  const hash = createHash('sha256');
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => /^(?!.*\.test\.).*\.[jt]s$/.test(name))
    .sort();
  for (const source of await Promise.all(names.map((name) => readFile(new URL(name, folder))))) hash.update(source);
  return hash.digest();
}

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { render } from './render/render.ts';
import type { KernelProgram } from './schedule/kernel.ts';

let calls = 0;

/** The WebAssembly module of a program: read from the cache, or rendered and cached. */
export async function moduleOf(program: KernelProgram): Promise<Uint8Array> {
  const unique = `${process.pid}.${threadId}.${calls++}`;
  return cachedModule(cacheFolder(), await keyOf(program), unique, async () => {
    const { default: binaryen } = await import('binaryen');
    return render(binaryen, program);
  });
}

/** The folder of cached modules. Users may delete it at any time. */
function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sparsweep', 'modules');
}

/** A hash of everything that determines a module: its program, and the code that renders it. */
async function keyOf(program: KernelProgram): Promise<string> {
  return createHash('sha256')
    .update(await rendererHash())
    .update(JSON.stringify(program, exactNumber))
    .digest('hex');
}

/** Keeps -0, NaN and infinities apart, which JSON does not. */
function exactNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) && !Object.is(value, -0) ? value : `number ${Object.is(value, -0) ? '-0' : value}`;
}

let hashed: Promise<Buffer> | undefined;

/** A hash of the renderer's source files. */
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

/** Bytes of the SHA-256 digest that precedes a module in its file. */
const DIGEST_BYTES = 32;

/**
 * The module of a key: read from the folder, or made and stored there.
 *
 * A damaged file counts as absent. If the folder is not writable, the module is made again next time. Several processes
 * may write the same file: each writes a temporary file and renames it.
 *
 * @param key equal keys mean equal modules.
 * @param unique a suffix that differs between processes that share the folder, and between calls of one process.
 */
export async function cachedModule(
  folder: string,
  key: string,
  unique: string,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const file = join(folder, `${key}.wasm`);
  const stored = await readModule(file);
  if (stored !== undefined) return stored;
  const made = await make();
  await storeModule(file, `${file}.${unique}`, made);
  return made;
}

async function storeModule(file: string, temporary: string, module: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, Buffer.concat([digestOf(module), module]));
    await rename(temporary, file);
  } catch {
    // Caching is optional: the next process makes the module again.
    await rm(temporary, { force: true }).catch(() => {});
  }
}

async function readModule(file: string): Promise<Uint8Array | undefined> {
  try {
    const content = await readFile(file);
    const module = content.subarray(DIGEST_BYTES);
    return content.subarray(0, DIGEST_BYTES).equals(digestOf(module)) ? module : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

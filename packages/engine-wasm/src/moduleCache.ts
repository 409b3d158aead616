import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes of the SHA-256 that stands before a module in its file. */
const DIGEST_BYTES = 32;

/**
 * The module of a key: read from the folder, or else made, and kept there.
 *
 * A file that is damaged counts as absent. A folder that cannot be written to costs nothing but the time to make the
 * module again; two processes may write the same file, as each puts it there whole.
 *
 * @param key names what the module is made from: equal keys mean equal modules.
 * @param unique differs between processes that share the folder, and between calls in one.
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
  await keepModule(file, `${file}.${unique}`, made);
  return made;
}

async function keepModule(file: string, temporary: string, module: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, Buffer.concat([digestOf(module), module]));
    await rename(temporary, file);
  } catch {
    // Not kept: the next process makes it again.
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

import { open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  messageOf,
  openReader,
  readSweep,
  SparsweepError,
  type StoreReader,
  type Sweep,
  shortened,
} from '@sparsweep/core';
import { catalog } from './catalog.ts';

/** At most this much of a file is read. A file of this size is rejected as too large. */
const MOST_BYTES = 1_000_000;

/**
 * Reads and validates a sweep file.
 *
 * @param sets arguments of `--set`.
 * @throws SparsweepError `not-found` when the file cannot be read; InvalidSweepError with all its problems.
 */
export async function readSweepFile(path: string, sets: readonly string[]): Promise<Sweep> {
  const text = await readText(path);
  return readSweep({ text, path, folder: dirname(resolve(path)) }, catalog, sets);
}

async function readText(path: string): Promise<string> {
  try {
    const found = await stat(path);
    // Opening a pipe may block forever, and a device may be endless.
    if (!found.isFile()) throw new Unreadable(found.isDirectory() ? FOLDER : 'it is not a regular file');
    const bytes = await firstBytes(path);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, {
      stream: bytes.length === MOST_BYTES,
    });
  } catch (thrown) {
    throw new SparsweepError('not-found', `${shortened(path, LONGEST_PATH)} cannot be read: ${reason(thrown)}`);
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(MOST_BYTES) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Longer paths are shortened in messages. */
const LONGEST_PATH = 400;

const FOLDER = 'it is a folder; name the YAML file in it';

/** The path of something that is not a file. */
class Unreadable extends Error {}

function reason(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'ENAMETOOLONG') return 'the path is too long';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8; save it with that encoding';
  return messageOf(thrown);
}

/**
 * Opens the store at `path` for reading, calls `use`, and closes the store.
 *
 * @throws SparsweepError `unusable-store` if it is damaged; and as `openReader` does.
 */
export function withReader<Result>(path: string, use: (reader: StoreReader) => Result): Result {
  const reader = openReader(path);
  try {
    return use(reader);
  } catch (thrown) {
    throw reader.explain(thrown);
  } finally {
    reader.close();
  }
}

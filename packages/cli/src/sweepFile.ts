import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf, readSweep, SparsweepError, type SweepSpec } from '@sparsweep/core';
import { catalog } from './catalog.ts';

/**
 * Reads and validates a sweep file.
 *
 * @param sets arguments of `--set`.
 * @throws SparsweepError `not-found` when the file cannot be read; InvalidSweepError with all its problems.
 */
export async function readSweepFile(path: string, sets: readonly string[]): Promise<SweepSpec> {
  const text = await readText(path);
  return readSweep({ text, path, folder: dirname(resolve(path)) }, catalog, sets);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw new SparsweepError('not-found', `${path} cannot be read: ${reason(thrown)}`);
  }
}

function reason(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder; name the YAML file in it';
  return messageOf(thrown);
}

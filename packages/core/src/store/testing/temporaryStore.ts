import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openReader } from '../open/openReader.ts';
import { openStore, type Store } from '../open/openStore.ts';
import type { StoreReader } from '../read/storeReader.ts';
import type { PlannedTrial } from '../write/records.ts';
import type { NewSweep } from '../write/sweepWriter.ts';
import { copyTemplateStore } from './templateStore.ts';

/** A folder that is deleted when the test finishes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty store in its own folder, and a reader of it; both are closed when the test finishes. */
export async function temporaryStore(): Promise<{ path: string; store: Store; reader: StoreReader }> {
  const path = join(temporaryFolder(), 'sparsweep.db');
  await copyTemplateStore(path);
  const store = await openStore(path);
  const reader = openReader(path);
  onTestFinished(() => {
    reader.close();
    store.close();
  });
  return { path, store, reader };
}

/** A sweep for `createSweep`. */
export function newSweep(name: string): NewSweep {
  return {
    name,
    specYaml: `name: ${name} # as written\n`,
    specHash: 'ab'.repeat(32),
    environment: { node: '24.21.0', git: { commit: 'abc', dirty: false } },
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
  };
}

/** The plan of a trial: by default replicate 0 of the configuration with the same index as its number. */
export function planned(number: number, details: Partial<PlannedTrial> = {}): PlannedTrial {
  return { number, configurationIndex: number, replicate: 0, parameters: {}, seed: 7, ...details };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openReader } from '../open/openReader.ts';
import { openStore, type Store } from '../open/openStore.ts';
import type { StoreReader } from '../read/storeReader.ts';
import type { PlannedTrial } from '../write/records.ts';
import type { NewSweep } from '../write/sweepWriter.ts';

/** A folder that is gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new store in a folder of its own, and a reader of it; both are closed when the test is over. */
export async function temporaryStore(): Promise<{ path: string; store: Store; reader: StoreReader }> {
  const path = join(temporaryFolder(), 'sparsweep.db');
  const store = await openStore(path);
  const reader = openReader(path);
  onTestFinished(() => {
    reader.close();
    store.close();
  });
  return { path, store, reader };
}

/** A sweep to create. */
export function newSweep(name: string): NewSweep {
  return {
    name,
    specYaml: `name: ${name} # as written\n`,
    specHash: 'ab'.repeat(32),
    environment: { node: '24.21.0', git: { commit: 'abc', dirty: false } },
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
  };
}

/** The plan of a trial: replicate 0 of a configuration of the same number, unless told otherwise. */
export function planned(number: number, details: Partial<PlannedTrial> = {}): PlannedTrial {
  return { number, configurationIndex: number, replicate: 0, parameters: {}, seed: 7, ...details };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@sparsweep/core';
import { onTestFinished } from 'vitest';

/** A folder that is deleted when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A folder with the file `sweep.yaml`, deleted when the test ends. */
export function sweepFolder(sweep: JsonObject): string {
  const folder = temporaryFolder();
  writeSweep(folder, sweep);
  return folder;
}

/** Writes the file `sweep.yaml` into a folder. */
export function writeSweep(folder: string, sweep: JsonObject): void {
  // JSON is YAML.
  writeFileSync(join(folder, 'sweep.yaml'), JSON.stringify(sweep, null, 2));
}

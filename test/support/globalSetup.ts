import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requirePackage } from './debianPackages.ts';

/**
 * Runs once before all tests: gets the programs that some of them run, where that is possible, and gives them a cache
 * folder of their own, empty at first, which they share and which is gone after them.
 */
export default function setup(): () => void {
  requirePackage('sqlite3');
  requirePackage('chromium');
  requirePackage('tmux');
  const cache = mkdtempSync(join(tmpdir(), 'sparsweep-cache-'));
  // Tests run in processes that have the environment of this one.
  process.env.XDG_CACHE_HOME = cache;
  return () => rmSync(cache, { recursive: true, force: true, maxRetries: 5 });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requirePackage } from './debianPackages.ts';

/** Where the command keeps compiled code; the processes that tests start read it too. */
const COMPILED_CODE = fileURLToPath(new URL('../../node_modules/.cache/sparsweep', import.meta.url));

/**
 * Runs once before all tests: installs the programs that some of them run, where that is possible, and makes an empty
 * cache folder that all tests share and that is deleted after them.
 */
export default function setup(): () => void {
  requirePackage('sqlite3');
  requirePackage('chromium');
  requirePackage('tmux');
  const cache = mkdtempSync(join(tmpdir(), 'sparsweep-cache-'));
  // Tests run in processes that inherit this environment.
  process.env.XDG_CACHE_HOME = cache;
  process.env.NODE_COMPILE_CACHE ??= COMPILED_CODE;
  return () => rmSync(cache, { recursive: true, force: true, maxRetries: 5 });
}

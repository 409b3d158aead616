import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SearchCase } from './searchCases.ts';

const SCRIPT = fileURLToPath(new URL('../../peers/optuna_search.py', import.meta.url));

/**
 * Microseconds a trial that a sampler of Optuna takes to be asked and told, once for each run.
 *
 * @returns nothing where that Python lacks what the sampler needs.
 */
export async function optunaSearchPeer(
  python: string,
  { sampler, finished, proposals }: SearchCase & { readonly sampler: string },
  runs: number,
): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)(python, [SCRIPT, ...[sampler, finished, proposals, runs].map(String)]);
  return stdout.split('\n').filter(Boolean).map(Number);
}

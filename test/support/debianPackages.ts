import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that tests run for real; each is a Debian package of the same name. */
export type Program = 'chromium' | 'sqlite3' | 'tmux';

/**
 * The path of a program. Where it is missing and this is root on Debian, it is installed, once, by whichever process
 * comes first; elsewhere the answer is undefined, and tests that need it skip, saying `whyMissing`.
 *
 * @throws Error where it is missing, cannot be installed, and `CI=true`: there it must be.
 */
export function requirePackage(program: Program): string | undefined {
  const found = findProgram(program);
  if (found !== undefined) return found;
  try {
    if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(whyMissing(program));
    install(program);
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    console.warn(String(error));
  }
  return findProgram(program);
}

/** What a test that needs a program says when it skips. */
export function whyMissing(program: Program): string {
  return `the program ${program} is missing (on Debian: apt-get install ${program})`;
}

function findProgram(program: Program): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Waits for a lock first: another process may be at it, and then there is nothing left to do. */
function install(program: Program): void {
  console.warn(`installing ${program} with apt-get`);
  const script = `command -v ${program} || { apt-get -q update && apt-get -qy install --no-install-recommends ${program}; }`;
  execFileSync('flock', ['/tmp/sparsweep-apt-get.lock', 'sh', '-c', script], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

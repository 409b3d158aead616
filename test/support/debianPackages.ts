import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that tests run. Each is a Debian package of the same name. */
export type Program = 'chromium' | 'sqlite3' | 'tmux';

/**
 * The path of a program. A missing program is installed if this process runs as root on Debian; otherwise the path is
 * undefined, and tests that need the program skip with the reason `whyMissing`.
 *
 * @throws Error where it is missing, cannot be installed, and `CI=true`.
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

/** Why a test that needs a program is skipped. */
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

/** Installs a program once, even where several processes try at the same time. */
function install(program: Program): void {
  console.warn(`installing ${program} with apt-get`);
  const script = `command -v ${program} || { apt-get -q update && apt-get -qy install --no-install-recommends ${program}; }`;
  execFileSync('flock', ['/tmp/sparsweep-apt-get.lock', 'sh', '-c', script], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import manifest from '../../../package.json' with { type: 'json' };
import type { JsonObject } from '../../plugin/json.ts';

/** How long git may take, in milliseconds: a slow disk must not delay a sweep. */
const GIT_TIMEOUT = 2000;

/** What to capture. */
export interface EnvironmentOptions {
  /** The folder of the sweep file. */
  readonly folder: string;
  /** Packages whose versions are recorded besides this program's own, such as those of the engine and the plugins. */
  readonly packages?: readonly string[];
}

/**
 * What a sweep runs on, to be stored with it: the versions of this program, of Node and of packages; the machine; the git
 * commit of the sweep file's folder and whether tracked files differ from it (`git` is null without git, outside a
 * repository, and before the first commit). Names neither the user nor the host.
 */
export async function captureEnvironment({ folder, packages = [] }: EnvironmentOptions): Promise<JsonObject> {
  const names = [...new Set([...Object.keys(manifest.dependencies), ...packages])].sort();
  const [versions, git] = await Promise.all([
    Promise.all(names.map((name) => installedVersion(name, folder))),
    gitState(folder),
  ]);
  return {
    sparsweep: manifest.version,
    node: process.versions.node,
    packages: Object.fromEntries(names.map((name, index) => [name, versions[index] ?? null])),
    os: { platform: platform(), release: release(), arch: arch() },
    cpu: { model: cpus()[0]?.model.trim() ?? null, threads: availableParallelism() },
    memoryBytes: totalmem(),
    git,
  };
}

/** The version of a package as this program, or else the sweep's folder, would load it; null if it is not installed. */
async function installedVersion(name: string, folder: string): Promise<string | null> {
  const origins = [import.meta.url, join(folder, 'package.json')];
  const places = origins.flatMap((origin) => createRequire(origin).resolve.paths(name) ?? []);
  for (const place of places) {
    try {
      // Not resolved as a module: a package's exports may hide its package.json.
      const { version } = JSON.parse(await readFile(join(place, name, 'package.json'), 'utf8'));
      return String(version);
    } catch {
      // Not here; try the next place.
    }
  }
  return null;
}

async function gitState(folder: string): Promise<JsonObject | null> {
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      ['--no-optional-locks', 'status', '--porcelain=v2', '--branch', '--untracked-files=no'],
      { cwd: folder, timeout: GIT_TIMEOUT },
    );
    const lines = stdout.trimEnd().split('\n');
    const commit = lines.find((line) => line.startsWith('# branch.oid '))?.slice('# branch.oid '.length);
    if (commit === undefined || commit === '(initial)') return null;
    return { commit, dirty: lines.some((line) => !line.startsWith('#')) };
  } catch {
    // No git, no repository, or too slow: the sweep runs anyway.
    return null;
  }
}

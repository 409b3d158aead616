import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { captureEnvironment } from './environment.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-environment-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function git(folder: string, ...parameters: readonly string[]): string {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...parameters], { cwd: folder, encoding: 'utf8' }).trim();
}

describe('captureEnvironment', () => {
  it('notes versions and the machine, and stays JSON', async () => {
    const folder = temporaryFolder();
    const environment = await captureEnvironment({ folder, packages: ['vitest', 'not-a-package'] });
    expect(environment).toMatchObject({
      sparsweep: manifest.version,
      node: process.versions.node,
      packages: {
        // Pinned exactly, so what is installed is what package.json names.
        ...manifest.dependencies,
        vitest: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        'not-a-package': null,
      },
      os: { platform: process.platform, arch: process.arch },
      cpu: { model: cpus()[0]?.model.trim() },
    });
    expect(JSON.parse(JSON.stringify(environment))).toEqual(environment);
  });

  it('finds a package that only the folder of the sweep has', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'node_modules', '@lab', 'regularizer-own'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', '@lab', 'regularizer-own', 'package.json'), '{ "version": "3.1.4" }');
    const environment = await captureEnvironment({ folder, packages: ['@lab/regularizer-own'] });
    expect(environment).toMatchObject({ packages: { '@lab/regularizer-own': '3.1.4' } });
  });

  it('notes the commit, and whether tracked files differ from it', async () => {
    const folder = temporaryFolder();
    const state = async (place = folder) => (await captureEnvironment({ folder: place })).git;
    expect(await state()).toBeNull();
    git(folder, 'init', '--quiet');
    writeFileSync(join(folder, 'sweep.yaml'), 'name: a\n');
    expect(await state()).toBeNull();
    git(folder, 'add', '.');
    git(folder, 'commit', '--quiet', '--message', 'Add a sweep');
    const commit = git(folder, 'rev-parse', 'HEAD');
    expect(await state()).toEqual({ commit, dirty: false });
    writeFileSync(join(folder, 'sparsweep.db'), '');
    expect(await state()).toEqual({ commit, dirty: false });
    writeFileSync(join(folder, 'sweep.yaml'), 'name: b\n');
    expect(await state()).toEqual({ commit, dirty: true });
    mkdirSync(join(folder, 'deeper'));
    expect(await state(join(folder, 'deeper'))).toEqual({ commit, dirty: true });
  });

  it('does without git', async () => {
    vi.stubEnv('PATH', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await captureEnvironment({ folder: import.meta.dirname })).git).toBeNull();
  });
});

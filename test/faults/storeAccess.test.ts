import { type ChildProcess, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { testPlugin } from '../support/plugins.ts';
import { BIN, sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { digestOf, openTestReader, openTransaction, soundStore } from '../support/stores.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

let sound: Buffer;

beforeAll(async () => {
  sound = await soundStore();
});

/** A folder with a sweep file and a sound store. */
function folderWithStore(): string {
  const folder = sweepFolder(nullSweep());
  writeFileSync(join(folder, 'sparsweep.db'), sound);
  return folder;
}

/** Starts a program that keeps a store locked until the test ends. */
function locked(path: string): Promise<ChildProcess> {
  return openTransaction(path, 'PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE sweeps SET name = name');
}

describe('a store that another program has locked', () => {
  it('is waited for, then refused with a message', async () => {
    const folder = folderWithStore();
    await locked(join(folder, 'sparsweep.db'));
    const commands = [['list'], ['query', 'SELECT 1'], ['run', 'sweep.yaml']];
    for (const end of await Promise.all(commands.map((command) => sparsweep(command, { cwd: folder })))) {
      expect(end).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(
          /^cannot use the store sparsweep\.db: another program has kept it locked for ten seconds; .+\n$/,
        ),
      });
    }
  });
});

describe('a store that another program locks during a sweep', () => {
  it('ends the sweep with a message; the sweep resumes when the store is free', async () => {
    const folder = sweepFolder(nullSweep({ run: { engine: testPlugin('gatedEngine'), workers: 1 } }));
    const gate = join(folder, 'gate');
    const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder, env: { GATE: gate } });
    await running.printed(/"event":"epoch"/);
    const other = new DatabaseSync(join(folder, 'sparsweep.db'), { timeout: 10_000 });
    onTestFinished(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    writeFileSync(gate, '');
    expect(await running.ended).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /^cannot use the store sparsweep\.db: another program has kept it locked for ten seconds; .+\n$/,
      ),
    });
    other.exec('ROLLBACK');
    expect(await sparsweep(['resume'], { cwd: folder, env: { GATE: gate } })).toMatchObject({ status: 0 });
    const reader = openTestReader(folder);
    expect(reader.progress(1)).toMatchObject({ finished: 6, running: 0, pending: 0 });
  });
});

describe('a store that cannot be written', () => {
  it('is refused with a message even for reading', () => {
    const folder = folderWithStore();
    const before = digestOf(join(folder, 'sparsweep.db'));
    // No file may be written to, not even the index of the log, which reading creates.
    const script = 'ulimit -f 0; exec "$0" "$@"';
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, BIN, 'list'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_COMPILE_CACHE: '', NODE_DISABLE_COMPILE_CACHE: '1' },
    });
    expect(stderr).toMatch(/^cannot use the store sparsweep\.db: .+\n$/);
    expect(status).toBe(2);
    expect(digestOf(join(folder, 'sparsweep.db'))).toBe(before);
  });

  it('is refused with a message where neither it nor its folder is writable', async (context) => {
    const folder = folderWithStore();
    chmodSync(join(folder, 'sparsweep.db'), 0o444);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const asUser = (...command: readonly string[]) =>
      spawnSync(process.execPath, [BIN, ...command], { cwd: folder, encoding: 'utf8', ...user });
    if (asUser('--version').status !== 0) return context.skip('no other user may read this program');
    for (const command of [
      ['query', 'SELECT 1'],
      ['run', 'sweep.yaml'],
    ]) {
      const { status, stderr } = asUser(...command);
      expect(stderr, command[0]).toMatch(/^cannot use the store sparsweep\.db: .*writ.+\n$/);
      expect(status).toBe(2);
    }
    expect(readdirSync(folder).sort()).toEqual(['sparsweep.db', 'sweep.yaml']);
  });
});

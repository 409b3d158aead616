import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { testPlugin } from '../support/plugins.ts';
import { type RunningCommand, sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

interface Held {
  readonly folder: string;
  readonly running: RunningCommand;
  readonly env: { readonly GATE: string };
  /** Lets the trials end. */
  openGate(): void;
}

/** A running sweep whose trials wait in their second epoch until the gate opens. */
async function heldSweep(): Promise<Held> {
  const folder = sweepFolder(nullSweep({ run: { engine: testPlugin('gatedEngine'), workers: 1 } }));
  const env = { GATE: join(folder, 'gate') };
  const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder, env });
  await running.printed(/"event":"epoch"/);
  return { folder, running, env, openGate: () => writeFileSync(env.GATE, '') };
}

/** Changes the stored lease of the sweep. */
function change(folder: string, columns: string): void {
  const database = new Database(join(folder, 'sparsweep.db'));
  database.exec(`UPDATE holders SET ${columns}`);
  database.close();
}

describe('a sweep that is being trained', () => {
  it('refuses a second process, naming the one that trains it, and can be read meanwhile', async () => {
    const { folder, running, env, openGate } = await heldSweep();
    const second = await sparsweep(['resume', '1'], { cwd: folder, env });
    expect(second).toMatchObject({ status: 2, stdout: '' });
    expect(second.stderr).toMatch(
      new RegExp(
        `^sweep 1 of sparsweep\\.db is being trained by process ${running.pid} on ${hostname()} since \\S+, last heard ` +
          `of \\d s ago; wait for its end, or stop it there with Ctrl-C or \`kill ${running.pid}\`\n$`,
      ),
    );
    for (const args of [['list'], ['results', '1'], ['query', 'SELECT * FROM results']]) {
      expect(await sparsweep(args, { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
    }
    openGate();
    expect(await running.ended).toMatchObject({ status: 0, stderr: '' });
    expect(openTestReader(folder).progress(1)).toMatchObject({ finished: 6 });
  });

  it('can be trained beside another sweep of the same database', async () => {
    const { folder, running, openGate } = await heldSweep();
    const engine = ['--engine', '@sparsweep/testkit/null-engine'];
    expect(await sparsweep(['run', 'sweep.yaml', ...engine], { cwd: folder })).toMatchObject({ status: 0 });
    openGate();
    expect(await running.ended).toMatchObject({ status: 0 });
    expect(openTestReader(folder).query('SELECT status FROM sweeps').rows).toEqual([['finished'], ['finished']]);
  });
});

describe('a lease whose process is gone', () => {
  it('is taken over at once when its process is seen to have ended', async () => {
    const { folder, running, env, openGate } = await heldSweep();
    running.kill('SIGKILL');
    await running.ended;
    openGate();
    expect(await sparsweep(['resume'], { cwd: folder, env })).toMatchObject({ status: 0, stderr: '' });
    const reader = openTestReader(folder);
    expect(reader.progress(1)).toMatchObject({ finished: 6 });
    expect(reader.query('SELECT * FROM holders').rows).toEqual([]);
  });

  it('on another machine is taken over when it expires; a process that was only suspended then stops without harm', async () => {
    const { folder, running, env, openGate } = await heldSweep();
    running.kill('SIGSTOP');
    change(folder, `host = 'elsewhere', heard_at = '${new Date().toISOString()}'`);
    const refused = await sparsweep(['resume'], { cwd: folder, env });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /process \d+ on elsewhere .*; if it is gone, the sweep can be taken over in \d+ s\n$/,
    );
    change(folder, `heard_at = '2026-01-01T00:00:00.000Z'`);
    openGate();
    const next = await sparsweep(['resume'], { cwd: folder, env });
    expect(next).toMatchObject({ status: 0, stderr: '' });
    const records = openTestReader(folder).query('SELECT * FROM trials').rows;
    running.kill('SIGCONT');
    const { status, stderr } = await running.ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^sweep 1 of sparsweep\.db was taken over while this process was silent: it was released or deleted; this one ends, and nothing of it is lost\n$/,
    );
    expect(openTestReader(folder).query('SELECT * FROM trials').rows).toEqual(records);
  });
});

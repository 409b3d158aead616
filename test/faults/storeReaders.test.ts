import type { ChildProcess } from 'node:child_process';
import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { openReader } from '@sparsweep/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testPlugin } from '../support/plugins.ts';
import { childProcesses, isRunning } from '../support/processes.ts';
import { sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { openTestReader, openTransaction } from '../support/stores.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

/** Starts a program that writes to a store and does not commit before the test ends. */
function midWrite(path: string): Promise<ChildProcess> {
  return openTransaction(path, "BEGIN EXCLUSIVE; UPDATE sweeps SET name = 'not yet'; DELETE FROM metrics");
}

describe('a reader', () => {
  it('does not wait for a process in the middle of a write, and sees what was there before', async () => {
    const folder = sweepFolder(nullSweep());
    expect(await sparsweep(['run', 'sweep.yaml'], { cwd: folder })).toMatchObject({ status: 0 });
    const commands = [
      ['list', '--format', 'csv'],
      ['results', 'nothing', '--format', 'csv'],
      ['results', 'nothing', '--where', 'number < 3', '--format', 'csv'],
      ['query', 'SELECT count(*) FROM metrics', '--format', 'csv'],
      ['doctor', '--db', 'sparsweep.db'],
    ];
    const ask = async () => {
      const ends = await Promise.all(commands.map((command) => sparsweep(command, { cwd: folder })));
      for (const end of ends) expect(end).toMatchObject({ status: 0, stderr: '' });
      // The length of the log depends on who opened the store last.
      return ends.map(({ stdout }) => stdout.replace(/^log .*\n/m, ''));
    };
    const before = await ask();
    await midWrite(join(folder, 'sparsweep.db'));
    expect(await ask()).toEqual(before);
  });

  it('does not delay a sweep, however long it reads', async () => {
    const folder = sweepFolder(nullSweep({ run: { engine: testPlugin('gatedEngine'), workers: 1 } }));
    const gate = join(folder, 'gate');
    const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder, env: { GATE: gate } });
    await running.printed(/"event":"epoch"/);
    // One reader stays in the middle of a transaction, one in the middle of an endless query.
    const long = new DatabaseSync(join(folder, 'sparsweep.db'), { readOnly: true });
    onTestFinished(() => long.close());
    const counting = "SELECT count(*) AS n FROM trials WHERE status = 'finished'";
    long.exec('BEGIN');
    expect(long.prepare(counting).get()).toEqual({ n: 0 });
    const numbers = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';
    const query = startSparsweep(['query', `${numbers} SELECT count(*) FROM trials, c`, '--timeout', '600'], {
      cwd: folder,
    });
    await expect.poll(() => hasOpen(childProcesses(query.pid), 'sparsweep.db'), { timeout: 30_000 }).toBe(true);
    writeFileSync(gate, '');
    expect(await running.ended).toMatchObject({ status: 0 });
    expect(openTestReader(folder).progress(1)).toMatchObject({ finished: 6, running: 0 });
    expect(long.prepare(counting).get()).toEqual({ n: 0 });
    expect(isRunning(query.pid)).toBe(true);
  });

  it('sees whole transactions only: a trial and all its measurements, or neither', async () => {
    const folder = sweepFolder(nullSweep({ replicates: 60 }));
    const running = startSparsweep(['run', 'sweep.yaml'], { cwd: folder });
    let hasEnded = false;
    void running.ended.then(() => {
      hasEnded = true;
    });
    await expect.poll(() => isReadable(join(folder, 'sparsweep.db')), { timeout: 30_000 }).toBe(true);
    const reader = openTestReader(folder);
    const incomplete = `SELECT number FROM trials WHERE status = 'finished' AND (SELECT count(*) FROM metrics
      WHERE trial_id = trials.id AND epoch IS NULL AND name = 'accuracy' AND layer IS NULL) = 0`;
    while (!hasEnded) {
      expect(reader.query(incomplete).rows).toEqual([]);
      await setTimeout(5);
    }
    expect(await running.ended).toMatchObject({ status: 0 });
    expect(reader.progress(1).finished).toBe(180);
    expect(reader.query(incomplete).rows).toEqual([]);
  });
});

/** Whether one of the processes has a file of that name open. */
function hasOpen(pids: readonly number[], name: string): boolean {
  return pids.some((pid) => {
    try {
      const files = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
      return files.some((file) => file.endsWith(`/${name}`));
    } catch {
      // A file was closed in the meantime.
      return false;
    }
  });
}

function isReadable(path: string): boolean {
  try {
    openReader(path).close();
    return true;
  } catch {
    return false;
  }
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasSqlite3 } from '../testing/hasSqlite3.ts';
import { newSweep, planned, temporaryFolder } from '../testing/temporaryStore.ts';
import { openReader } from './openReader.ts';
import { openStore } from './openStore.ts';

const PROGRAM = join(import.meta.dirname, '../testing', 'writeTrials.ts');

function start(...parameters: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM, ...parameters], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Waits until the program has paused. Fails at once if it exits instead. */
async function paused(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`the program exited with ${code} before it paused`);
  });
  await Promise.race([once(child.stdout ?? child, 'data'), exited]);
}

describe('a store that two processes use at the same time', () => {
  it('can be read by a second process and the sqlite3 program while a sweep runs', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    const child = start(path, 'running', '20', '10');
    await paused(child);
    const reader = openReader(path);
    onTestFinished(() => reader.close());
    const before = reader.findSweep('running');
    expect(before.status).toBe('running');
    expect(reader.progress(before.id)).toMatchObject({ finished: 10, running: 1, pending: 9 });
    const counting = 'SELECT status, count(*), sum(train_loss) FROM results GROUP BY status ORDER BY status;';
    if (hasSqlite3()) {
      const printed = execFileSync('sqlite3', [path, counting], { encoding: 'utf8' });
      expect(printed).toBe('finished|10|45.0\npending|9|\nrunning|1|\n');
    }
    child.stdin?.write('go on\n');
    await once(child, 'exit');
    expect(reader.findSweep('running').status).toBe('finished');
    expect(reader.query(counting).rows).toEqual([['finished', 20, 190]]);
  });

  it('keeps every trial of both sweeps', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    (await openStore(path)).close();
    const children = ['first', 'second'].map((name) => start(path, name, '150'));
    const exits = await Promise.all(children.map((child) => once(child, 'exit')));
    expect(exits.map(([code]) => code)).toEqual([0, 0]);
    const reader = openReader(path);
    onTestFinished(() => reader.close());
    for (const name of ['first', 'second']) {
      const { id, status } = reader.findSweep(name);
      expect(status).toBe('finished');
      expect(reader.results(id).map((row) => row.trainLoss)).toEqual(Array.from({ length: 150 }, (_, i) => i));
    }
  });

  it('is sound after a process was killed in the middle of its sweep', async () => {
    const path = join(temporaryFolder(), 'sparsweep.db');
    const child = start(path, 'killed', '20', '10');
    await paused(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openStore(path);
    const reader = openReader(path);
    onTestFinished(() => {
      reader.close();
      store.close();
    });
    const { id, status } = reader.findSweep('killed');
    expect(status).toBe('running');
    const unfinished = reader.trials(id).filter((trial) => trial.status !== 'finished');
    expect(unfinished.map((trial) => trial.number)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(reader.progress(id)).toMatchObject({ finished: 10 });
    expect(store.createSweep(newSweep('next')).addTrials([planned(0)])).toBeUndefined();
  });
});

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestReader } from '../support/openTestReader.ts';
import { testPlugin } from '../support/plugins.ts';
import { childProcesses, isRunning } from '../support/processes.ts';
import type { RunningCommand } from '../support/runningCommand.ts';
import { sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

/** A sweep of six trials that runs in a folder of its own and blocks, in each trial's second epoch, until the gate opens. */
function startGated(): { readonly folder: string; readonly running: RunningCommand; openGate(): void } {
  const folder = sweepFolder(nullSweep({ run: { engine: testPlugin('gatedEngine'), workers: 2 } }));
  const gate = join(folder, 'gate');
  const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder, env: { GATE: gate } });
  return { folder, running, openGate: () => writeFileSync(gate, '') };
}

/** Both workers are in the second epoch of their first trials. */
function bothBusy(running: RunningCommand): Promise<void> {
  return running.printed(/"event":"epoch"/, 2);
}
const STOPPING = /stopping at the end of the running epochs; Ctrl-C again stops at once/;

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  it('stops at the end of the epoch, keeps that, and says how to go on', async () => {
    const { folder, running, openGate } = startGated();
    await bothBusy(running);
    running.signalGroup(signal);
    await running.printed(STOPPING);
    openGate();
    expect(await running.ended).toMatchObject({ status: 130, stderr: '' });
    const reader = openTestReader(folder);
    expect(reader.findSweep('1').status).toBe('interrupted');
    const trials = 'SELECT number, status, attempt, checkpoint_epoch, finished_at FROM trials ORDER BY number';
    const begun = [0, 1].map((number) => [number, 'pending', 1, 2, null]);
    const others = [2, 3, 4, 5].map((number) => [number, 'pending', 0, null, null]);
    expect(reader.query(trials).rows).toEqual([...begun, ...others]);
    expect(reader.query('SELECT DISTINCT epoch FROM metrics ORDER BY epoch').rows).toEqual([[1], [2]]);
  });

  it('given twice stops at once, in the middle of an epoch', async () => {
    const { folder, running } = startGated();
    await bothBusy(running);
    running.signalGroup('SIGINT');
    await running.printed(STOPPING);
    running.signalGroup(signal);
    expect(await running.ended).toMatchObject({ status: 130, stderr: '' });
    expect(openTestReader(folder).progress(1)).toMatchObject({ pending: 6, running: 0 });
  });
});

describe('an interrupted sweep', () => {
  it('keeps the trials that had ended, and says so', async () => {
    const values = ['none', 'hang'].map((fault) => ({ use: testPlugin('faultyRegularizer'), fault }));
    const folder = sweepFolder(
      nullSweep({
        model: { layers: [{ units: 2, regularizers: [{ name: 'method', values }] }] },
        replicates: 1,
        train: { epochs: 2 },
        run: { engine: 'tfjs', workers: 1 },
      }),
    );
    const running = startSparsweep(['run', 'sweep.yaml'], { cwd: folder });
    await running.printed(/trial 0 finished/);
    running.signalGroup('SIGINT');
    await running.printed(STOPPING);
    running.signalGroup('SIGINT');
    const { status, stdout } = await running.ended;
    expect(status).toBe(130);
    expect(stdout).toContain('sweep 1 interrupted: 1 trial not trained; finished trials are stored\n');
    expect(stdout).toContain('\nresume    sparsweep resume 1\n');
    const reader = openTestReader(folder);
    expect(reader.trials(1).map((trial) => trial.status)).toEqual(['finished', 'pending']);
    expect(reader.results(1)[0]?.trainAccuracy).not.toBeNull();
    expect((await sparsweep(['list'], { cwd: folder })).stdout).toMatch(/1 +nothing +interrupted +2 +1 +0 /);
  });
});

describe('kill -9 of the command', () => {
  it('ends its workers, even busy ones, within seconds, and leaves the database sound', async (context) => {
    if (!existsSync('/proc/self/stat')) return context.skip('there is no /proc to find processes in');
    const { folder, running } = startGated();
    await bothBusy(running);
    const workers = childProcesses(running.pid);
    expect(workers).toHaveLength(2);
    running.kill('SIGKILL');
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
    await expect.poll(() => workers.filter(isRunning), { timeout: 20_000 }).toEqual([]);
    const reader = openTestReader(folder);
    expect(reader.query('SELECT status, count(*) FROM trials GROUP BY status').rows).toEqual([
      ['pending', 4],
      ['running', 2],
    ]);
    const next = await sparsweep(['run', 'sweep.yaml', '--engine', '@sparsweep/testkit/null-engine'], { cwd: folder });
    expect(next).toMatchObject({ status: 0 });
    expect(reader.sweeps().map((sweep) => sweep.status)).toEqual(['running', 'finished']);
    // The pragma is refused to a query; as a table-valued function it is a SELECT.
    expect(reader.query('SELECT * FROM pragma_integrity_check').rows).toEqual([['ok']]);
  });
});

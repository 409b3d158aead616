import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestReader } from '../support/openTestReader.ts';
import { testPlugin } from '../support/plugins.ts';
import { type RunningCommand, sparsweep, startSparsweep } from '../support/sparsweep.ts';
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
const BOTH_BUSY = /"event":"epoch"(.|\n)*"event":"epoch"/;
const STOPPING = /stopping at the end of the running epochs; Ctrl-C again stops at once/;

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  it('stops at the end of the epoch, keeps what finished and puts the rest back', async () => {
    const { folder, running, openGate } = startGated();
    await running.printed(BOTH_BUSY);
    if (signal === 'SIGINT') running.signalGroup(signal);
    else running.kill(signal);
    await running.printed(STOPPING);
    openGate();
    expect(await running.ended).toMatchObject({ status: 130, stderr: '' });
    const reader = openTestReader(folder);
    expect(reader.findSweep('1').status).toBe('interrupted');
    expect(reader.progress(1)).toMatchObject({ pending: 6, running: 0 });
    expect(reader.query('SELECT count(*) FROM metrics').rows).toEqual([[0]]);
    expect(reader.trials(1)[0]).toMatchObject({ attempt: 0, startedAt: null, finishedAt: null });
  });

  it('given twice stops at once, in the middle of an epoch', async () => {
    const { folder, running } = startGated();
    await running.printed(BOTH_BUSY);
    running.signalGroup('SIGINT');
    await running.printed(STOPPING);
    if (signal === 'SIGINT') running.signalGroup(signal);
    else running.kill(signal);
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
    expect(stdout).toContain('sweep 1 interrupted: 1 trial not trained; what had finished is stored\n');
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
    await running.printed(BOTH_BUSY);
    const workers = childrenOf(running.pid);
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

/** The state and the parent of a process, or undefined where it is gone. */
function statOf(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const [state = '', parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)?.parent === parent);
}

/** Whether a process runs; one that has ended and that no one asked about is none. */
function isRunning(pid: number): boolean {
  const state = statOf(pid)?.state;
  return state !== undefined && state !== 'Z';
}

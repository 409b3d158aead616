import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@sparsweep/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { callCommand } from '../support/callCommand.ts';
import { testPlugin } from '../support/plugins.ts';
import { childProcesses } from '../support/processes.ts';
import { RunningCommand, sparsweep, startSparsweep } from '../support/sparsweep.ts';
import { digestOf, openTestReader, storeAfter } from '../support/stores.ts';
import { recordsOf } from '../support/sweepRecords.ts';
import { nullSweep, overDatasets, trainedSweep } from '../support/sweeps.ts';
import { sweepFolder, temporaryFolder, writeSweep } from '../support/temporaryFolder.ts';

type Records = ReturnType<typeof recordsOf>;

/** Every epoch is saved, and trials are tried as often as they need. */
const SAVED = { workers: 2, checkpointEvery: '0.001ms', retries: 100, retryDelay: '1ms' };
const SWEEP = trainedSweep({ train: { epochs: 60, batchSize: 16 }, run: SAVED });

/** Waits until a command has printed so many epochs. */
function epochs(command: RunningCommand, count: number): Promise<void> {
  return command.printed(/"event":"epoch"/, count);
}

/** Runs a sweep in a folder of its own, kills it after so many epochs, and returns the folder. */
async function killed(sweep: JsonObject, count = 3): Promise<string> {
  const folder = sweepFolder(sweep);
  const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder });
  await epochs(running, count);
  running.kill('SIGKILL');
  await running.ended;
  return folder;
}

/** The files of a store whose sweep was killed. */
async function killedStore(): Promise<readonly (readonly [name: string, bytes: Buffer])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sparsweep-test-'));
  writeSweep(folder, SWEEP);
  const running = new RunningCommand(['run', 'sweep.yaml', '--json'], { cwd: folder });
  await epochs(running, 3);
  running.signalGroup('SIGKILL');
  await running.ended;
  const files = ['sparsweep.db', 'sparsweep.db-wal'].map((name) => [name, readFileSync(join(folder, name))] as const);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return files;
}

function recordsIn(folder: string): Records {
  return recordsOf(openTestReader(folder));
}

/** The records of the sweep when nothing happened to it. */
function undisturbed(): Records {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'sparsweep.db'), undisturbedStore);
  return recordsIn(folder);
}
let undisturbedStore: Buffer;

describe('a resumed sweep', () => {
  beforeAll(async () => {
    undisturbedStore = await storeAfter(SWEEP);
  });

  it('has the records of an undisturbed one, whenever its processes were killed', async () => {
    const folder = await killed(SWEEP);
    for (const count of [1, 40, 120, 200]) {
      const running = startSparsweep(['resume', '--json'], { cwd: folder });
      await epochs(running, count);
      running.kill('SIGKILL');
      await running.ended;
    }
    const running = startSparsweep(['resume', '--json'], { cwd: folder });
    await epochs(running, 2);
    for (const worker of childProcesses(running.pid)) process.kill(worker, 'SIGKILL');
    expect(await running.ended).toMatchObject({ status: 0 });
    expect(recordsIn(folder)).toEqual(undisturbed());
  });

  it('has them after Ctrl-C, once and twice', async () => {
    const folder = sweepFolder(SWEEP);
    for (const signals of [1, 2]) {
      const command = signals === 1 ? ['run', 'sweep.yaml'] : ['resume'];
      const running = startSparsweep([...command, '--json'], { cwd: folder });
      await epochs(running, 3);
      for (let i = 0; i < signals; i++) running.signalGroup('SIGINT');
      expect(await running.ended).toMatchObject({ status: 130 });
    }
    const { status, stdout } = await sparsweep(['resume'], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toMatch(/sweep 1 finished\n/);
    expect(recordsIn(folder)).toEqual(undisturbed());
  });

  it.each([0.95, 0.75, 0.5])('has them when a power failure left %d of the log on the disk', async (share) => {
    const folder = await killed(SWEEP, 100);
    const log = join(folder, 'sparsweep.db-wal');
    truncateSync(log, Math.floor(statSync(log).size * share));
    expect(await sparsweep(['resume'], { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
    expect(recordsIn(folder)).toEqual(undisturbed());
  });

  it('has them in a copy of the database in another folder, and leaves the original unchanged', async () => {
    const folder = await killed(SWEEP);
    const other = temporaryFolder();
    const files = ['sparsweep.db', 'sparsweep.db-wal'];
    for (const file of files) copyFileSync(join(folder, file), join(other, file));
    const before = files.map((file) => digestOf(join(folder, file)));
    expect(await sparsweep(['resume', '--workers', '1'], { cwd: other })).toMatchObject({ status: 0, stderr: '' });
    expect(recordsIn(other)).toEqual(undisturbed());
    expect(files.map((file) => digestOf(join(folder, file)))).toEqual(before);
  });

  it('has printed nothing that the database does not hold', async () => {
    const folder = sweepFolder(SWEEP);
    const running = startSparsweep(['run', 'sweep.yaml', '--json'], { cwd: folder });
    await epochs(running, 200);
    running.kill('SIGKILL');
    const { stdout } = await running.ended;
    // The last line may have been cut off.
    const told = stdout
      .slice(0, stdout.lastIndexOf('\n'))
      .split('\n')
      .map((line): Told => JSON.parse(line));
    const reader = openTestReader(folder);
    const stored = reader.query(
      'SELECT number, max(epoch) FROM metrics JOIN trials ON trials.id = trial_id GROUP BY number',
    );
    const epochsOf = new Map(stored.rows.map(([number, epoch]) => [number, Number(epoch)]));
    for (const { event, trial, epoch = 0 } of told)
      if (event === 'epoch') expect(epochsOf.get(trial ?? -1)).toBeGreaterThanOrEqual(epoch);
    const ended = new Set(reader.trials(1).flatMap(({ number, status }) => (status === 'finished' ? [number] : [])));
    const toldEnded = told.filter(({ event }) => event === 'ended');
    expect(toldEnded.length).toBeGreaterThan(0);
    for (const { trial } of toldEnded) expect(ended).toContain(trial);
  });
});

interface Told {
  readonly event: string;
  readonly trial?: number;
  readonly epoch?: number;
}

describe('a long trial', () => {
  it('resumes from its last checkpoint, which is deleted at its end', async () => {
    const folder = sweepFolder(nullSweep({ replicates: 1, run: { ...SAVED, engine: testPlugin('gatedEngine') } }));
    const gate = join(folder, 'gate');
    const surroundings = { cwd: folder, env: { GATE: gate } };
    const running = startSparsweep(['run', 'sweep.yaml', '--json'], surroundings);
    await running.printed(/"event":"saved"/, 2);
    running.kill('SIGKILL');
    await running.ended;
    writeFileSync(gate, '');
    const { status, stdout } = await sparsweep(['resume', '--json'], surroundings);
    expect(status).toBe(0);
    const begun = stdout.match(/"event":"(started|resumed)".*/g) ?? [];
    expect(begun.map((line) => /"trial":(\d)/.exec(line)?.[1]).toSorted()).toEqual(['0', '1', '2']);
    expect(begun.filter((line) => line.includes('"resumed"'))).toEqual([
      expect.stringContaining('"epoch":1'),
      expect.stringContaining('"epoch":1'),
    ]);
    const reader = openTestReader(folder);
    expect(reader.query("SELECT count(*) FROM artifacts WHERE name = 'checkpoint'").rows).toEqual([[0]]);
  });
});

/** Datasets with these faults, which occur the first time only. */
function failingOnce(...faults: readonly string[]): readonly JsonObject[] {
  return faults.map((fault, i) => ({ use: testPlugin('faultyDataset'), fault, once: `${i}` }));
}

describe('resume', () => {
  it('does nothing where nothing is missing', async () => {
    const folder = sweepFolder(nullSweep());
    await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
    const before = digestOf(join(folder, 'sparsweep.db'));
    const { status, stdout } = await sparsweep(['resume', 'nothing'], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toContain('sweep 1 finished: nothing is missing\n');
    const refused = await sparsweep(['resume', '--set', 'train.epochs=9'], { cwd: folder });
    expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^--set train\.epochs=9: /) });
    expect(digestOf(join(folder, 'sparsweep.db'))).toBe(before);
  });

  it('trains only failed trials again when told to', async () => {
    const folder = sweepFolder(overDatasets(failingOnce('none', 'exit', 'none'), { retries: 0 }));
    expect(await sparsweep(['run', 'sweep.yaml'], { cwd: folder })).toMatchObject({ status: 1 });
    const times = (): Records =>
      openTestReader(folder).query(
        'SELECT number, status, attempt, started_at, finished_at FROM trials ORDER BY number',
      ).rows;
    const before = times();
    expect(before.map(([, status]) => status)).toEqual(['finished', 'failed', 'finished']);
    expect(await sparsweep(['resume'], { cwd: folder })).toMatchObject({ status: 1 });
    expect(times()).toEqual(before);
    expect(await sparsweep(['resume', '--retry-failed'], { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
    const after = times();
    expect(after[1]?.slice(0, 3)).toEqual([1, 'finished', 1]);
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
  });

  it('continues a sweep that stopped after too many failures, once its trials no longer fail', async () => {
    const datasets = failingOnce('exit', 'exit', 'none', 'none');
    const folder = sweepFolder(overDatasets(datasets, { workers: 1, retries: 0, maxFailedTrials: 1 }));
    const { status, stdout } = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
    expect(status).toBe(1);
    expect(stdout).toContain('\nresume    sparsweep resume 1 --retry-failed\n');
    expect(
      openTestReader(folder)
        .trials(1)
        .map((trial) => trial.status),
    ).toEqual(['failed', 'failed', 'pending', 'pending']);
    expect(await sparsweep(['resume', '1', '--retry-failed'], { cwd: folder })).toMatchObject({ status: 0 });
    expect(openTestReader(folder).progress(1)).toMatchObject({ finished: 4 });
  });

  describe('bad input', () => {
    let files: readonly (readonly [name: string, bytes: Buffer])[];

    beforeAll(async () => {
      files = await killedStore();
    });

    it.each([
      [['resume', 'other'], /^sparsweep\.db has no sweep 'other'; did you mean 'trained'\?/],
      [
        ['resume', '--set', 'train.epochs=9'],
        /^--set train\.epochs=9: a resumed sweep keeps everything that its results/,
      ],
      [['resume', '--set', 'run.engine=tfjs'], /^--set run\.engine=tfjs: /],
      [['resume', '--db', 'none.db'], /^there is no store none\.db; /],
    ])('%j exits with status 2 and changes nothing', async (args, message) => {
      const folder = temporaryFolder();
      for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
      const before = recordsIn(folder);
      const { status, stdout, stderr } = await callCommand(args, { cwd: folder });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(message);
      expect(existsSync(join(folder, 'none.db'))).toBe(false);
      expect(recordsIn(folder)).toEqual(before);
    });
  });
});

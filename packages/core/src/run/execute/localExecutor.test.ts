import { describe, expect, it, onTestFinished } from 'vitest';
import { collect } from '../../../test/run/collect.ts';
import { smallCatalog } from '../../../test/run/smallSweep.ts';
import type { TrialRecord } from '../../store/write/records.ts';
import type { TrialConfiguration } from '../../sweepfile/configuration.ts';
import type { Job, TrialLost } from './job.ts';
import { LocalExecutor, type LocalExecutorSettings } from './localExecutor.ts';

/** A job of one trial for each fate of the mortal engine, numbered from 0; 1 is a quiet life of three epochs. */
function jobOf(...fates: readonly number[]): Job {
  const { dataset, engine } = smallCatalog.modules;
  return {
    engine: engine.mortal ?? '',
    modules: { dataset, regularizer: {} },
    folder: import.meta.dirname,
    dataSeed: 0,
    trials: fates.map((fate, number) => ({ number, attempt: 1, seed: number, configuration: configuration(fate) })),
  };
}

function configuration(learningRate: number): TrialConfiguration {
  return {
    dataset: { use: 'corners', copies: 1, split: { train: 1 } },
    model: { task: 'classification', tied: false, layers: [], output: { initializer: 'zeros', regularizers: [] } },
    train: { epochs: 3, batchSize: 4, shuffle: false, optimizer: { use: 'sgd', learningRate } },
  };
}

function executor(limits: Pick<LocalExecutorSettings, 'trialTimeout' | 'memoryLimit'> = {}): {
  readonly executor: LocalExecutor;
  readonly lines: string[];
} {
  const lines: string[] = [];
  const executor = new LocalExecutor({ ...limits, onOutput: (line) => void lines.push(line) });
  onTestFinished(() => executor.close());
  return { executor, lines };
}

const finished = (trial: number) => expect.objectContaining({ type: 'ended', trial, status: 'finished' });
const lost = (trial: number, reason: string, cause: TrialLost['cause'] = 'death'): TrialLost => ({
  type: 'lost',
  trial,
  cause,
  reason,
});

/** Without the records that a trial began and trained an epoch. */
function ends(records: readonly (TrialRecord | TrialLost)[]): readonly (TrialRecord | TrialLost)[] {
  return records.filter(({ type }) => type === 'ended' || type === 'lost');
}

describe('LocalExecutor', () => {
  it('trains the trials of a job in order and keeps its worker for the next', async () => {
    const { executor: local } = executor();
    const records = await collect(local.run(jobOf(1, 2)));
    expect(records.map(({ type, trial }) => `${type} ${trial}`)).toEqual(
      [0, 1].flatMap((trial) => ['started', 'epoch', 'epoch', 'epoch', 'ended'].map((type) => `${type} ${trial}`)),
    );
    expect(ends(await collect(local.run(jobOf(1))))).toEqual([finished(0)]);
  });

  it.each([
    [7, 'its worker process exited with status 7\nand had printed:\nlast words'],
    [9, 'its worker process was killed by SIGKILL'],
  ])('loses the trial on which its worker dies of %i, and runs none after it', async (fate, reason) => {
    const { executor: local } = executor();
    expect(ends(await collect(local.run(jobOf(1, fate, 1))))).toEqual([finished(0), lost(1, reason)]);
    expect(ends(await collect(local.run(jobOf(1))))).toEqual([finished(0)]);
  });

  it('fails a trial that throws, and goes on with the next', async () => {
    const { executor: local } = executor();
    const [failed, next] = ends(await collect(local.run(jobOf(6, 1))));
    expect(failed).toMatchObject({ type: 'ended', trial: 0, status: 'failed', epochs: 1 });
    expect(failed).toHaveProperty('error', expect.stringMatching(/^Error: no sixth sense\n +at .*mortalEngine\.ts/));
    expect(next).toEqual(finished(1));
  });

  it('ends a worker whose trial takes too long, and counts anew for every trial', async () => {
    const { executor: local } = executor({ trialTimeout: 1500 });
    const reason = 'it ran longer than run.trialTimeout, 1.5 s; its worker process was killed by SIGKILL';
    expect(ends(await collect(local.run(jobOf(1, 8, 1))))).toEqual([finished(0), lost(1, reason, 'limit')]);
  });

  it('ends a worker that uses more memory than it may', async () => {
    const { executor: local } = executor({ memoryLimit: 500 * 2 ** 20 });
    const [fine, loss] = ends(await collect(local.run(jobOf(1, 10, 1))));
    expect(fine).toEqual(finished(0));
    expect(loss).toEqual({ type: 'lost', trial: 1, cause: 'death', reason: expect.any(String) });
    const told =
      /^it used (\d+) MiB of memory, more than run\.memoryLimit, 500 MiB; its worker process was killed by SIGKILL$/;
    const [, used] = told.exec(loss?.type === 'lost' ? loss.reason : '') ?? [];
    expect(Number(used)).toBeGreaterThan(500);
  });

  it('does not charge a trial that waits at a rung with the death of its worker', async () => {
    const { executor: local } = executor({ trialTimeout: 1500 });
    const job = jobOf(1, 9, 1);
    const [first, ...rest] = job.trials;
    const trials = first === undefined ? rest : [{ ...first, until: 1 }, ...rest];
    const records = await collect(local.run({ ...job, trials }));
    expect(records.filter(({ trial }) => trial === 0).map(({ type }) => type)).toEqual(['started', 'epoch', 'paused']);
    expect(ends(records)).toEqual([lost(1, 'its worker process was killed by SIGKILL')]);
  });

  it('does not charge a trial that had ended with the death of its worker', async () => {
    const { executor: local } = executor();
    const reason = 'its worker process exited with status 3';
    expect(ends(await collect(local.run(jobOf(3, 1))))).toEqual([finished(0), lost(1, reason)]);
    expect(ends(await collect(local.run(jobOf(1, 3))))).toEqual([finished(0), finished(1)]);
    expect(ends(await collect(local.run(jobOf(1))))).toEqual([finished(0)]);
  });

  it('gives no job to a worker that has died meanwhile', async () => {
    const { executor: local, lines } = executor();
    expect(ends(await collect(local.run(jobOf(4))))).toEqual([finished(0)]);
    await expect.poll(() => lines, { timeout: 20_000 }).toHaveLength(1);
    await expect.poll(() => isRunning(Number(lines[0])), { timeout: 20_000 }).toBe(false);
    expect(ends(await collect(local.run(jobOf(1))))).toEqual([finished(0)]);
  });

  it('does not wait for what a dead worker left behind', async () => {
    const { executor: local, lines } = executor();
    onTestFinished(() => void process.kill(Number(lines[0]), 'SIGKILL'));
    const [loss] = ends(await collect(local.run(jobOf(5))));
    expect(loss).toMatchObject({ type: 'lost', reason: expect.stringContaining('exited with status 7') });
    expect(isRunning(Number(lines[0]))).toBe(true);
  });

  it('runs jobs at once in workers of their own', async () => {
    const { executor: local } = executor();
    const [one, other] = await Promise.all([jobOf(1), jobOf(9)].map((job) => collect(local.run(job))));
    expect(ends(one ?? [])).toEqual([finished(0)]);
    expect(ends(other ?? [])).toEqual([lost(0, 'its worker process was killed by SIGKILL')]);
  });

  it('stops at the end of an epoch', async () => {
    const { executor: local } = executor();
    const records: string[] = [];
    for await (const { type, trial } of local.run(jobOf(...new Array(100).fill(1)))) {
      records.push(`${type} ${trial}`);
      if (records.length === 2) local.stop();
    }
    expect(records.slice(0, 2)).toEqual(['started 0', 'epoch 0']);
    expect(records.length).toBeLessThan(500);
  });

  it('ends workers in the middle of an epoch when it is closed', async () => {
    const { executor: local } = executor();
    const records: (TrialRecord | TrialLost)[] = [];
    for await (const record of local.run(jobOf(8))) {
      records.push(record);
      if (record.type === 'epoch') local.close();
    }
    expect(records.at(-1)).toEqual(lost(0, 'the sweep was ended; its worker process was killed by SIGKILL', 'limit'));
  });

  it('ends a worker whose job is given up', async () => {
    const { executor: local, lines } = executor();
    for await (const { type } of local.run(jobOf(8))) {
      if (type !== 'epoch') continue;
      await expect.poll(() => lines, { timeout: 20_000 }).toHaveLength(1);
      break;
    }
    await expect.poll(() => isRunning(Number(lines[0])), { timeout: 20_000 }).toBe(false);
  });

  it('says when a worker cannot be started', async () => {
    const { execPath } = process;
    onTestFinished(() => {
      process.execPath = execPath;
    });
    process.execPath = '/nowhere/node';
    const { executor: local } = executor();
    expect(await collect(local.run(jobOf(1)))).toEqual([
      lost(0, 'its worker process could not be started: spawn /nowhere/node ENOENT'),
    ]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

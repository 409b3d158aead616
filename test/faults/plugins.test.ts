import type { JsonObject } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { openTestReader } from '../support/openTestReader.ts';
import { testPlugin } from '../support/plugins.ts';
import type { Ended } from '../support/runningCommand.ts';
import { sparsweep } from '../support/sparsweep.ts';
import { nullSweep, overDatasets } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';

interface TrialEnd {
  readonly status: string;
  readonly attempt: number;
  readonly epochs: number | null;
  readonly error: string | null;
}

/** Runs a sweep and says how it and its trials ended. */
async function run(sweep: JsonObject): Promise<{ readonly ended: Ended; readonly trials: readonly TrialEnd[] }> {
  const folder = sweepFolder(sweep);
  const ended = await sparsweep(['run', 'sweep.yaml'], { cwd: folder });
  const trials = openTestReader(folder)
    .trials(1)
    .map(({ status, attempt, stoppedEpoch: epochs, error }) => ({ status, attempt, epochs, error }));
  return { ended, trials };
}

/** A sweep over regularizers of one layer, really trained for an epoch. */
function overRegularizers(values: readonly JsonObject[], run: JsonObject = {}): JsonObject {
  return nullSweep({
    model: { layers: [{ units: 3, regularizers: [{ name: 'method', values: [...values] }] }] },
    train: { epochs: 1 },
    replicates: 1,
    run: { engine: 'tfjs', retryDelay: '1ms', ...run },
  });
}

const faulty = (options: JsonObject): JsonObject => ({ use: testPlugin('faultyRegularizer'), ...options });
const finished: TrialEnd = { status: 'finished', attempt: 1, epochs: 1, error: null };

describe('a regularizer that throws', () => {
  it('fails its trial, by its name, its hook and the reason; the others finish', async () => {
    const hooks = ['transform', 'penalty', 'project', 'state', 'update'];
    const { ended, trials } = await run(
      overRegularizers([...hooks.map((hook) => faulty({ fault: 'throw', hook })), { use: 'l1' }]),
    );
    expect(ended.status).toBe(1);
    for (const [i, hook] of hooks.entries()) {
      const message = `regularizer \`${testPlugin('faultyRegularizer')}\` failed in \`${hook}\`: an axis is out of range`;
      expect(ended.stdout).toContain(`trial ${i} failed: ${message}\n`);
      const [reason, ...stack] = trials[i]?.error?.split('\n') ?? [];
      expect(reason).toBe(message);
      expect(stack.join('\n')).toMatch(/RangeError: an axis is out of range\n.*fault\.ts/);
    }
    expect(trials.map(({ status }) => status)).toEqual([...hooks.map(() => 'failed'), 'finished']);
  });
});

describe('a plugin that workers cannot load', () => {
  it('fails the trials that use it, and no others', async () => {
    const { ended, trials } = await run(overRegularizers([{ use: testPlugin('unloadable') }, { use: 'l1' }]));
    expect(ended.status).toBe(1);
    expect(trials).toMatchObject([{ status: 'failed', epochs: 0 }, finished]);
    expect(trials[0]?.error).toMatch(/^\S+unloadable\.ts cannot be loaded: no accelerator in this process\n/);
  });
});

describe('a dataset', () => {
  const use = testPlugin('faultyDataset');

  it('that throws fails the trials that use it', async () => {
    const { ended, trials } = await run(overDatasets([{ use, fault: 'throw' }, { use }]));
    expect(ended.status).toBe(1);
    expect(trials).toMatchObject([{ status: 'failed' }, finished]);
    expect(trials[0]?.error).toMatch(/^dataset `\S+faultyDataset\.ts`: an axis is out of range\n/);
  });

  it('whose numbers do not fit together is not trained on', async () => {
    const { ended, trials } = await run(overDatasets([{ use, missing: 1 }, { use }]));
    expect(ended.status).toBe(1);
    expect(trials).toMatchObject([{ status: 'failed' }, finished]);
    expect(trials[0]?.error).toMatch(/: it yielded 7 values in features of 8 rows and 1 columns; there must be 8$/);
  });

  it('that never ends is ended after run.trialTimeout, and not tried again', async () => {
    const { ended, trials } = await run(overDatasets([{ use, fault: 'hang' }, { use }], { trialTimeout: '3s' }));
    const error = 'it ran longer than run.trialTimeout, 3 s; its worker process was killed by SIGKILL';
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain(`trial 0 failed: ${error}\n`);
    expect(trials).toEqual([{ status: 'failed', attempt: 1, epochs: 0, error }, finished]);
  });

  it('that takes more memory than run.memoryLimit is tried again, then recorded as failed', async () => {
    const limits = { workers: 1, memoryLimit: '600MiB' };
    const { ended, trials } = await run(overDatasets([{ use, fault: 'hog' }, { use }], limits));
    expect(ended.status).toBe(1);
    const [failed, other] = trials;
    expect(failed).toMatchObject({ status: 'failed', attempt: 2, epochs: 0 });
    expect(failed?.error).toMatch(
      /^it used \d+ MiB of memory, more than run\.memoryLimit, 600 MiB; its worker process was killed by SIGKILL$/,
    );
    expect(other).toEqual(finished);
  });

  it('that ends the process has its trials tried again', async () => {
    const { ended, trials } = await run(overDatasets([{ use, fault: 'exit', once: 'once' }, { use }]));
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('trial 0: its worker process exited with status 7; retrying\n');
    expect(trials).toEqual([{ ...finished, attempt: 2 }, finished]);
  });
});

describe('a plugin that brings its process down', () => {
  it.each([
    ['exit', /^its worker process exited with status 7\nand had printed:\nso long$/],
    ['kill', /^its worker process was killed by SIGKILL/],
  ])('by %s has its trial tried again, then recorded as failed; the rest goes on', async (fault, reason) => {
    const values = [{ use: 'l1' }, faulty({ fault }), faulty({ fault: 'none' }), { use: 'l1', strength: 0.5 }];
    const { ended, trials } = await run(overRegularizers(values, { workers: 1, retries: 2 }));
    expect(ended.status).toBe(1);
    expect(trials).toEqual([
      finished,
      { status: 'failed', attempt: 3, epochs: 0, error: expect.stringMatching(reason) },
      finished,
      finished,
    ]);
    expect(ended.stdout.match(/trial 1: .*; retrying$/gm)).toHaveLength(2);
    expect(ended.stdout).toMatch(/sweep 1 finished\n/);
  });

  it('is not tried again with retries: 0', async () => {
    const { ended, trials } = await run(overRegularizers([faulty({ fault: 'kill' }), { use: 'l1' }], { retries: 0 }));
    expect(ended.status).toBe(1);
    expect(trials).toMatchObject([{ status: 'failed', attempt: 1 }, finished]);
    expect(ended.stdout).not.toContain('tried again');
  });

  it('stops the sweep when more trials fail than maxFailedTrials', async () => {
    const values = ['throw', 'kill', 'exit', 'none', 'print'].map((fault) => faulty({ fault }));
    const { ended, trials } = await run(overRegularizers(values, { workers: 1, retries: 0, maxFailedTrials: 1 }));
    expect(ended.status).toBe(1);
    expect(trials.map(({ status }) => status)).toEqual(['failed', 'failed', 'pending', 'pending', 'pending']);
    expect(ended.stdout).toContain(
      'sweep 1 stopped: more trials failed than run.maxFailedTrials allows; 3 trials not trained\n',
    );
  });
});

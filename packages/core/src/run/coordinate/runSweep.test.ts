import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import { temporaryFolder } from '../../../test/run/temporaryFolder.ts';
import type { JsonObject } from '../../plugin/json.ts';
import { openReader } from '../../store/open/openReader.ts';
import { openStore } from '../../store/open/openStore.ts';
import type { StoreReader } from '../../store/read/storeReader.ts';
import type { TrialRecord } from '../../store/write/records.ts';
import { LocalExecutor } from '../execute/localExecutor.ts';
import { planSweep } from '../plan/planSweep.ts';
import { runSweep } from './runSweep.ts';
import type { SweepEnd, SweepObserver } from './sweepObserver.ts';

interface Ended {
  readonly end: SweepEnd;
  readonly reason: string | undefined;
  readonly reader: StoreReader;
  /** Trials that were lost to a dying worker, and whether they were tried again. */
  readonly lost: readonly (readonly [trial: number, retried: boolean])[];
}

/** Runs a sweep of trials with the given fates (see the mortal engine), one worker, a real store. */
async function run(
  fates: readonly number[],
  fields: JsonObject = {},
  observer: SweepObserver = {},
  signal = new AbortController().signal,
): Promise<Ended> {
  const { run: settings = {}, ...rest } = fields;
  const spec = await smallSweep({
    dataset: { use: 'corners', split: { train: 1 } },
    train: { epochs: 3, optimizer: { use: 'sgd', learningRate: { values: [...fates] } } },
    run: { engine: 'mortal', workers: 1, retryDelay: '1ms', ...Object(settings) },
    ...rest,
  });
  const path = join(temporaryFolder(), 'sparsweep.db');
  const store = await openStore(path);
  const executor = new LocalExecutor({ onOutput: () => {} });
  const lost: (readonly [number, boolean])[] = [];
  onTestFinished(() => {
    executor.close();
    store.close();
  });
  const { end, reason } = await runSweep({
    plan: planSweep(spec, smallCatalog),
    store,
    environment: { machine: 'a test' },
    executor,
    workers: 1,
    now: () => new Date(),
    signal,
    observer: {
      ...observer,
      lost: (trial, _, retried) => void lost.push([trial, retried]),
    },
  });
  const reader = openReader(path);
  onTestFinished(() => reader.close());
  return { end, reason, reader, lost };
}

describe('runSweep', () => {
  it('goes on with the rest of a job whose worker died', async () => {
    // The first trial tells how short they are, so that the others make one job.
    const { end, reader, lost } = await run([1, 1.1, 9, 1.2, 7, 1.3]);
    expect(end).toBe('finished');
    expect(lost).toEqual([
      [2, true],
      [4, true],
      [2, false],
      [4, false],
    ]);
    expect(reader.trials(1).map(({ status, attempt, stoppedEpoch }) => [status, attempt, stoppedEpoch])).toEqual([
      ['finished', 1, 3],
      ['finished', 1, 3],
      ['failed', 2, 1],
      ['finished', 1, 3],
      ['failed', 2, 1],
      ['finished', 1, 3],
    ]);
    expect(reader.trials(1)[2]?.error).toBe('its worker process was killed by SIGKILL');
    expect(reader.findSweep('1')).toMatchObject({ status: 'finished', environment: { machine: 'a test' } });
  });

  it('stores every epoch of a trial once, however often it was tried', async () => {
    const { reader } = await run([9, 1]);
    const epochs = 'SELECT number, group_concat(epoch ORDER BY epoch) FROM metrics JOIN trials ON trials.id = trial_id';
    expect(reader.query(`${epochs} WHERE epoch IS NOT NULL GROUP BY number`).rows).toEqual([
      [0, '1'],
      [1, '1,2,3'],
    ]);
  });

  it('stamps what it stores with the time at which it came', async () => {
    const times: number[] = [];
    const { reader } = await run([1, 2], {}, { recorded: () => void times.push(Date.now()) });
    const stored = reader
      .trials(1)
      .flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt])
      .map((time) => Date.parse(time ?? ''));
    const [began, ended] = [times[0], times.at(-1)];
    expect(stored.toSorted((a, b) => a - b)).toEqual(stored);
    // Noted just before the observer is told.
    expect(stored[0]).toBeLessThanOrEqual(began ?? 0);
    expect(stored[3]).toBeLessThanOrEqual(ended ?? 0);
  });

  it('ends as soon as a configuration reaches the target, and says so of the trials that had not ended', async () => {
    // The slope engine ends at a loss of 10 * rate + 1 / 3. The first trial is a job of its own, so no other has begun.
    const { end, reason, reader } = await run([0.1, 0.3, 0.2], {
      run: { engine: 'slope' },
      metrics: [{ name: 'train.loss', goal: 'minimize' }],
      search: { method: 'grid', target: 1.4 },
    });
    const why = 'train.loss reached search.target, 1.4, in configuration 0';
    expect([end, reason]).toEqual(['finished', why]);
    expect(reader.trials(1).map(({ status, stoppedEpoch, stopReason }) => [status, stoppedEpoch, stopReason])).toEqual([
      ['finished', 3, null],
      ['stopped', 0, why],
      ['stopped', 0, why],
    ]);
  });

  it('is interrupted, not finished, by a stop that comes with the end of a generation', async () => {
    const stopping = new AbortController();
    let ended = 0;
    const recorded = ({ type }: TrialRecord): void => {
      if (type === 'ended' && ++ended === 2) stopping.abort();
    };
    const search = { method: 'nsga2', population: 2, trials: 4 };
    const fields = { run: { engine: 'slope' }, metrics: [{ name: 'train.loss', goal: 'minimize' }], search };
    const { end, reason, reader } = await run([1, 2, 3, 4, 5], fields, { recorded }, stopping.signal);
    expect([end, reason]).toEqual(['interrupted', undefined]);
    expect(reader.progress(1)).toMatchObject({ finished: 2, pending: 2 });
  });

  it('says that no untried configuration is left', async () => {
    const { end, reason, reader } = await run([1, 2], { search: { method: 'random', trials: 5 } });
    expect([end, reason]).toEqual(['finished', 'no untried configuration is left after 2 of 5 trials']);
    expect(reader.progress(1)).toMatchObject({ finished: 2, pending: 0 });
  });

  it('gives no reason when every trial was trained', async () => {
    const { reason } = await run([1, 2], { search: { method: 'grid', trials: 2 } });
    expect(reason).toBeUndefined();
  });

  it('ends as failed when too many trials failed, and puts the others back', async () => {
    const { end, reader } = await run([6, 6.5, 7, 1, 2], { run: { maxFailedTrials: 0, retries: 0 } });
    expect(end).toBe('failed');
    expect(reader.findSweep('1').status).toBe('failed');
    expect(reader.progress(1)).toMatchObject({ failed: 1, pending: 4, running: 0 });
  });

  it('passes on what the observer throws, when the workers have ended', async () => {
    const watching = run(
      [1, 2],
      {},
      {
        recorded: () => {
          throw new Error('the screen is gone');
        },
      },
    );
    await expect(watching).rejects.toThrow('the screen is gone');
  });
});

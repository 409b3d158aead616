import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import { temporaryFolder } from '../../../test/run/temporaryFolder.ts';
import type { JsonObject, JsonValue } from '../../plugin/json.ts';
import { openReader } from '../../store/open/openReader.ts';
import { openStore } from '../../store/open/openStore.ts';
import type { StoreReader } from '../../store/read/storeReader.ts';
import { LocalExecutor } from '../execute/localExecutor.ts';
import { planSweep } from '../plan/planSweep.ts';
import { runSweep } from './runSweep.ts';

/** Runs a sweep over learning rates on the engine that is the better the lower they are, in real workers and a store. */
async function run(
  rates: readonly number[],
  earlyTerminate: JsonValue,
  { epochs = 9, workers = 1, replicates = 1, ...fields }: JsonObject & { workers?: number; replicates?: number } = {},
): Promise<StoreReader> {
  const spec = await smallSweep({
    dataset: { use: 'corners', split: { train: 1 } },
    train: { epochs, optimizer: { use: 'sgd', learningRate: { values: [...rates] } } },
    metrics: [{ name: 'train.loss', goal: 'minimize' }],
    run: { engine: 'slope' },
    replicates,
    earlyTerminate,
    ...fields,
  });
  const path = join(temporaryFolder(), 'sparsweep.db');
  const store = await openStore(path);
  const executor = new LocalExecutor({ onOutput: () => {} });
  const now = (): Date => new Date(0);
  const signal = new AbortController().signal;
  const plan = planSweep(spec, smallCatalog);
  try {
    const { end } = await runSweep({ plan, store, environment: {}, executor, workers, now, signal, observer: {} });
    expect(end).toBe('finished');
  } finally {
    store.close();
  }
  const reader = openReader(path);
  onTestFinished(() => reader.close());
  return reader;
}

/** Epochs that each trial was trained; negative for one that was stopped. */
function epochs(reader: StoreReader): readonly number[] {
  return reader.trials(1).map(({ status, stoppedEpoch }) => {
    expect(['finished', 'stopped']).toContain(status);
    return (stoppedEpoch ?? 0) * (status === 'stopped' ? -1 : 1);
  });
}

const NINE = [0.5, 0.3, 0.9, 0.1, 0.8, 0.2, 0.7, 0.4, 0.6];

describe('successive halving', () => {
  it('goes on with the best third at each rung, and says why it stopped the others', async () => {
    const reader = await run(NINE, { use: 'successiveHalving', reduction: 3 });
    // After one epoch 0.3, 0.1 and 0.2 go on; after three epochs 0.1.
    expect(epochs(reader)).toEqual([-1, -3, -1, 9, -1, -3, -1, -1, -1]);
    expect(reader.trials(1).map(({ stopReason }) => stopReason)).toEqual(
      [1, 3, 1, 0, 1, 3, 1, 1, 1].map((epoch) => {
        if (epoch === 0) return null;
        const compared = epoch === 1 ? 9 : 3;
        return `train.loss after epoch ${epoch} was not among the best of ${compared} configurations`;
      }),
    );
  });

  it('keeps what a stopped trial measured, up to its epoch and on its last weights', async () => {
    const reader = await run(NINE, { use: 'successiveHalving', reduction: 3 });
    const [, stopped] = reader.trials(1);
    const of = (epoch: number | null, value: number) => ({ epoch, split: 'train', layer: null, name: 'loss', value });
    expect(reader.measurements(stopped?.trialId ?? 0)).toEqual([
      of(1, 4),
      of(2, 3.5),
      of(3, 3 + 1 / 3),
      of(null, 3 + 1 / 3),
    ]);
    expect(reader.weights(stopped?.trialId ?? 0)?.[0]?.bias).toEqual(Float32Array.of(3));
  });

  it('keeps of a trial that went on what one has that never paused', async () => {
    const paused = await run(NINE, { use: 'successiveHalving', reduction: 3 });
    const whole = await run([0.1], []);
    expect(paused.measurements(4)).toEqual(whole.measurements(1));
    expect(paused.weights(4)).toEqual(whole.weights(1));
    expect(paused.query("SELECT count(*) FROM artifacts WHERE name = 'checkpoint'").rows).toEqual([[0]]);
  });

  it('gives the same for any number of workers', async () => {
    const earlyTerminate = { use: 'hyperband', reduction: 3 };
    const [one, many] = [await run(NINE, earlyTerminate), await run(NINE, earlyTerminate, { workers: 3 })];
    expect(epochs(many)).toEqual(epochs(one));
    const all = 'SELECT * FROM metrics ORDER BY trial_id, epoch, name';
    expect(many.query(all).rows).toEqual(one.query(all).rows);
  });

  it('compares the means of replicates, which go on or stop together', async () => {
    const reader = await run([0.3, 0.1, 0.2], { use: 'successiveHalving', reduction: 3 }, { epochs: 3, replicates: 2 });
    expect(epochs(reader)).toEqual([-1, -1, 3, 3, -1, -1]);
  });

  it('lets a trial end that is shorter than the next rung', async () => {
    const reader = await run([0.1, 0.2, 0.3], { use: 'successiveHalving', minEpochs: 9 }, { epochs: 9 });
    expect(epochs(reader)).toEqual([9, 9, 9]);
  });
});

describe('hyperband', () => {
  it('begins with the bracket that judges earliest', async () => {
    // R = 9: brackets of 9 configurations with rungs 1 and 3, of 5 with rung 3, of 3 with none.
    const rates = [...NINE, 0.55, 0.15, 0.25, 0.35, 0.45, 0.65, 0.75, 0.85];
    const reader = await run(rates, { use: 'hyperband', reduction: 3 });
    expect(epochs(reader)).toEqual([-1, -3, -1, 9, -1, -3, -1, -1, -1, -3, 9, -3, -3, -3, 9, 9, 9]);
  });
});

describe('asha', () => {
  it('judges each configuration by those that came before it', async () => {
    // One worker, so in order: 0.5 leads and goes on, 0.9 does not, 0.1 leads at every rung.
    const reader = await run([0.5, 0.9, 0.1], { use: 'asha', reduction: 3 });
    expect(epochs(reader)).toEqual([9, -1, 9]);
    expect(reader.trials(1)[1]?.stopReason).toBe('train.loss after epoch 1 was not among the best of 2 configurations');
  });
});

describe('median', () => {
  it('stops what is worse than the median of those that were trained to their end in earlier batches', async () => {
    // The first batch of 3 has the median 0.5 + ..., the second is judged by it from the second epoch on.
    const rates = [0.3, 0.5, 0.7, 0.4, 0.6, 0.2];
    const reader = await run(rates, { use: 'median', startup: 3, minEpochs: 2 });
    expect(epochs(reader)).toEqual([9, 9, 9, 9, -2, 9]);
    expect(reader.trials(1)[4]?.stopReason).toBe(
      'the best train.loss up to epoch 2 was worse than the median of 3 configurations',
    );
  });
});

describe('patience', () => {
  it('ends a trial as finished that no longer improves, with the reason', async () => {
    // Above 5 the loss falls up to the third epoch.
    const reader = await run([0.1, 6], { use: 'patience', epochs: 2 });
    expect(epochs(reader)).toEqual([9, 5]);
    expect(reader.results(1).map(({ stopReason }) => stopReason)).toEqual([
      null,
      'train.loss had not improved for 2 epochs',
    ]);
  });

  it('works beside a method that compares', async () => {
    const reader = await run(
      [6, 0.1, 7],
      [
        { use: 'patience', epochs: 1 },
        { use: 'successiveHalving', minEpochs: 6 },
      ],
    );
    expect(epochs(reader)).toEqual([4, 9, 4]);
  });
});

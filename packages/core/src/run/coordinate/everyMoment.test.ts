import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Death, MortalExecutor } from '../../../test/run/mortalExecutor.ts';
import { smallCatalog, smallSweep } from '../../../test/run/smallSweep.ts';
import { sweepRecords } from '../../../test/run/sweepRecords.ts';
import { temporaryFolder } from '../../../test/run/temporaryFolder.ts';
import type { JsonObject } from '../../plugin/json.ts';
import { openReader } from '../../store/open/openReader.ts';
import { openStore } from '../../store/open/openStore.ts';
import type { StoreReader } from '../../store/read/storeReader.ts';
import { planResume } from '../plan/planResume.ts';
import { planSweep } from '../plan/planSweep.ts';
import { resumeSweep } from './resumeSweep.ts';
import { runSweep, type Training } from './runSweep.ts';

/** More records than any of these sweeps has. */
const NEVER = 1e6;

function training(executor: MortalExecutor): Training {
  const signal = new AbortController().signal;
  return { executor, workers: 2, now: () => new Date(0), signal, observer: {} };
}

function read<Result>(path: string, use: (reader: StoreReader) => Result): Result {
  const reader = openReader(path);
  try {
    return use(reader);
  } finally {
    reader.close();
  }
}

/** Whether what was begun came to its end, or died of what the executor died of. */
async function livesThrough(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (thrown) {
    if (thrown instanceof Death) return false;
    throw thrown;
  }
}

interface Outcome {
  readonly records: readonly (readonly unknown[])[];
  /** How often the process died. */
  readonly deaths: number;
}

/** Lets a sweep die after so many records, and each process that goes on with it after the next number of them. */
async function runThroughDeaths(fields: JsonObject, lives: Iterator<number>): Promise<Outcome> {
  const path = join(temporaryFolder(), 'sparsweep.db');
  const next = (): Training => training(new MortalExecutor(lives.next().value ?? NEVER));
  const plan = planSweep(await smallSweep(fields), smallCatalog);
  const first = await openStore(path);
  let isOver = await livesThrough(runSweep({ plan, store: first, environment: {}, ...next() }));
  first.close();
  let deaths = 0;
  for (; !isOver; deaths++) {
    buryHolder(path);
    const store = await openStore(path);
    const sweep = read(path, (reader) => reader.findSweep('1'));
    const request = { sweep, sets: [], db: path, presentFolder: join(import.meta.dirname, '../../../test/run') };
    const resumed = await planResume(request, smallCatalog);
    const writer = store.resumeSweep(1, new Date(0));
    isOver = await livesThrough(resumeSweep({ plan: resumed, writer, retry: 'none', ...next() }));
    store.close();
  }
  return { records: read(path, sweepRecords), deaths };
}

/** Makes the holder of the sweep one whose process is gone: here, it is this one. */
function buryHolder(path: string): void {
  const database = new Database(path);
  database.exec("UPDATE holders SET process_start = 'long ago', heard_at = '2000-01-01T00:00:00.000Z'");
  database.close();
}

const METRICS = [{ name: 'train.loss', goal: 'minimize' }];
const SLOPE = { dataset: { use: 'corners', split: { train: 1 } }, run: { engine: 'slope' }, metrics: METRICS };
const rates = (...values: readonly number[]): JsonObject => ({
  epochs: 4,
  optimizer: { use: 'sgd', learningRate: { values: [...values] } },
});
const between = { epochs: 4, optimizer: { use: 'sgd', learningRate: { min: 0.1, max: 0.9 } } };

const SWEEPS: Readonly<Record<string, JsonObject>> = {
  'a grid with replicates': { replicates: 2, train: rates(0.1, 0.2) },
  'a search that learns': {
    ...SLOPE,
    train: between,
    search: { method: 'nsga2', population: 3, trials: 9 },
    earlyTerminate: { use: 'median', startup: 1 },
  },
  'successive halving': {
    ...SLOPE,
    train: rates(0.5, 0.3, 0.9, 0.1, 0.8),
    replicates: 2,
    earlyTerminate: { use: 'successiveHalving', reduction: 2 },
  },
  'hyperband, and a search that learns': {
    ...SLOPE,
    train: between,
    search: { method: 'tpe', trials: 10, generation: 5, startup: 5 },
    earlyTerminate: { use: 'hyperband', reduction: 2 },
  },
  'asynchronous successive halving': {
    ...SLOPE,
    train: rates(0.5, 0.3, 0.9, 0.1),
    earlyTerminate: { use: 'asha', reduction: 2 },
  },
  'patience, and a rate that diverges': {
    ...SLOPE,
    train: { epochs: 6, optimizer: { use: 'sgd', learningRate: { values: [0.1, 7, 1e39] } } },
    earlyTerminate: { use: 'patience', epochs: 2 },
  },
};

describe.each(Object.entries(SWEEPS))('%s', (_, fields) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    return () => vi.useRealTimers();
  });

  it('ends with the same records whenever its process dies', async () => {
    const undisturbed = await runThroughDeaths(fields, [].values());
    for (let moment = 0; ; moment++) {
      const { records, deaths } = await runThroughDeaths(fields, [moment].values());
      expect(records, `died after ${moment} records`).toEqual(undisturbed.records);
      if (deaths > 0) continue;
      expect(moment).toBeGreaterThan(20);
      return;
    }
  });

  // Two workers come to their first checkpoints with the fifth and the sixth record.
  it.each([6, 7, 11])('ends with the same records when each process dies after %i records', async (life) => {
    const lives = (function* () {
      for (;;) yield life;
    })();
    const { records, deaths } = await runThroughDeaths(fields, lives);
    expect(records).toEqual((await runThroughDeaths(fields, [].values())).records);
    expect(deaths).toBeGreaterThan(1);
  });
});

import { copyFileSync } from 'node:fs';
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
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import { planResume, type ResumePlan } from '../plan/planResume.ts';
import { planSweep } from '../plan/planSweep.ts';
import { searchOf } from '../plan/sweepSearch.ts';
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

/** Whether some work came to its end; false where the executor died. */
async function survives(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (thrown) {
    if (thrown instanceof Death) return false;
    throw thrown;
  }
}

type Records = ReturnType<typeof sweepRecords>;

interface Outcome {
  readonly records: Records;
  /** How often the process died. */
  readonly deaths: number;
}

/** A sweep whose file is read once and which is run many times. */
class Rehearsal {
  readonly #spec: Sweep;
  /** An empty store, copied for each run. */
  readonly #template = join(temporaryFolder(), 'sparsweep.db');
  /** The sweep as it was read from the first store in which it was resumed. */
  #stored?: ResumePlan;

  private constructor(spec: Sweep) {
    this.#spec = spec;
  }

  static async of(fields: JsonObject): Promise<Rehearsal> {
    const rehearsal = new Rehearsal(await smallSweep(fields));
    (await openStore(rehearsal.#template)).close();
    return rehearsal;
  }

  /** Runs the sweep in a process that dies after some records, and resumes it in processes that do so too. */
  async run(lives: Iterator<number>): Promise<Outcome> {
    const path = join(temporaryFolder(), 'sparsweep.db');
    copyFileSync(this.#template, path);
    const next = (): Training => training(new MortalExecutor(lives.next().value ?? NEVER));
    const plan = planSweep(this.#spec, smallCatalog);
    const first = await openStore(path);
    let isOver = await survives(runSweep({ plan, store: first, environment: {}, ...next() }));
    first.close();
    let deaths = 0;
    for (; !isOver; deaths++) isOver = await this.#resume(path, next());
    return { records: read(path, sweepRecords), deaths };
  }

  /** Resumes the sweep of a store; false where the process died again. */
  async #resume(path: string, training: Training): Promise<boolean> {
    expireLease(path);
    const store = await openStore(path);
    const plan = await this.#planResume(path);
    const writer = store.resumeSweep(1, new Date(0));
    const isOver = await survives(resumeSweep({ plan, writer, retry: 'none', ...training }));
    store.close();
    return isOver;
  }

  /** The stored sweep file says the same at every moment; the search starts anew in each process. */
  async #planResume(db: string): Promise<ResumePlan> {
    const sweep = read(db, (reader) => reader.findSweep('1'));
    const presentFolder = join(import.meta.dirname, '../../../test/run');
    this.#stored ??= await planResume({ sweep, sets: [], db, presentFolder }, smallCatalog);
    return { ...this.#stored, search: searchOf(this.#stored, smallCatalog) };
  }
}

/** Makes the sweep's lease that of a process that is gone: it was taken by this process. */
function expireLease(path: string): void {
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
    const sweep = await Rehearsal.of(fields);
    const undisturbed = await sweep.run([].values());
    for (let moment = 0; ; moment++) {
      const { records, deaths } = await sweep.run([moment].values());
      expect(records, `died after ${moment} records`).toEqual(undisturbed.records);
      if (deaths > 0) continue;
      expect(moment).toBeGreaterThan(20);
      return;
    }
  });

  // Two workers save their first checkpoints with the fifth and the sixth record.
  it.each([6, 7, 11])('ends with the same records when each process dies after %i records', async (life) => {
    const lives = (function* () {
      for (;;) yield life;
    })();
    const sweep = await Rehearsal.of(fields);
    const { records, deaths } = await sweep.run(lives);
    expect(records).toEqual((await sweep.run([].values())).records);
    expect(deaths).toBeGreaterThan(1);
  });
});

import { importPlugin } from '../../catalog/importPlugin.ts';
import type { Dataset } from '../../plugin/dataset.ts';
import type { Program, TrialData } from '../../plugin/engine.ts';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import type { TrialRecord } from '../../store/write/records.ts';
import type { Job, JobTrial } from '../execute/job.ts';
import { randomStreams } from '../plan/randomStreams.ts';
import { structureKey } from '../plan/trialStructure.ts';
import { readInitialWeights } from './initialWeights.ts';
import { RecentCache } from './recentCache.ts';
import { runTrial } from './runTrial.ts';
import { datasetOf, structureOf } from './structureOf.ts';
import { trialData } from './trialData.ts';

/** What the trials of one job, and of later jobs in the same process, share. */
export interface JobCache {
  readonly datasets: RecentCache<Dataset>;
  /** Datasets divided into splits. */
  readonly data: RecentCache<TrialData>;
  readonly programs: RecentCache<Program>;
}

/** An empty cache. All trials of a job use the same data and the same program. */
export function emptyCache(): JobCache {
  return { datasets: new RecentCache(4), data: new RecentCache(4), programs: new RecentCache(16) };
}

/**
 * Trains the trials of a job one after another and yields their records. A trial that throws is recorded as failed,
 * with the reason, and the next one starts.
 *
 * @param signal aborted when the current trial is to be saved after its epoch and no other is to start.
 * @param clock milliseconds since any fixed time.
 */
export async function* runJob(
  job: Job,
  cache: JobCache,
  signal: AbortSignal,
  clock: () => number,
): AsyncGenerator<TrialRecord, void> {
  for (const trial of job.trials) {
    if (signal.aborted) return;
    yield beginning(trial);
    let epochs = trial.from?.epoch ?? 0;
    try {
      for await (const record of prepareAndRun(trial, job, cache, signal, clock)) {
        if (record.type === 'epoch') epochs = record.epoch;
        yield record;
      }
    } catch (thrown) {
      yield { type: 'ended', trial: trial.number, status: 'failed', epochs, error: reasonOf(thrown), measurements: [] };
    }
  }
}

function beginning({ number: trial, attempt, from }: JobTrial): TrialRecord {
  if (from === undefined) return { type: 'started', trial, attempt };
  return { type: 'resumed', trial, attempt, epoch: from.epoch };
}

/** The message of an error meant for the user; for anything else, which is a defect, the stack. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return messageOf(thrown);
  if (!(thrown instanceof SparsweepError)) return thrown.stack ?? thrown.message;
  const { cause } = thrown;
  const isDefect = cause instanceof Error && !(cause instanceof SparsweepError);
  return isDefect ? `${thrown.message}\n${cause.stack}` : thrown.message;
}

async function* prepareAndRun(
  trial: JobTrial,
  job: Job,
  cache: JobCache,
  signal: AbortSignal,
  clock: () => number,
): AsyncGenerator<TrialRecord, void> {
  const { configuration } = trial;
  const { model, train } = configuration;
  const dataset = await datasetOf(configuration, job, cache.datasets);
  const { split } = configuration.dataset;
  const data = await cache.data.get(JSON.stringify([configuration.dataset, job.dataSeed, model.task]), async () =>
    trialData(dataset, model.task, split, job.dataSeed),
  );
  const { structure, hyperparameters } = await structureOf(configuration, dataset, job);
  const program = await cache.programs.get(`${job.engine} ${structureKey(configuration)}`, async () => {
    const engine = await importPlugin('engine', job.engine);
    return engine.compile(structure);
  });
  const weights = model.initialWeights && (await readInitialWeights(model.initialWeights, job.folder));
  const start = {
    epochs: train.epochs,
    shuffle: train.shuffle,
    hyperparameters,
    random: randomStreams(trial.seed),
    ...(weights ? { initialWeights: weights } : {}),
  };
  const every = job.checkpointEvery;
  const interruption = { signal, clock, ...(every === undefined ? {} : { checkpointEvery: every }) };
  yield* runTrial(trial, program, start, data, interruption);
}

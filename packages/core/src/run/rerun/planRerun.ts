import type { Catalog } from '../../catalog/catalog.ts';
import { locatePlugin } from '../../catalog/locatePlugin.ts';
import { messageOf, SparsweepError } from '../../plugin/errors.ts';
import type { SweepRow, TrialRow } from '../../store/read/rows.ts';
import type { StoreReader } from '../../store/read/storeReader.ts';
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import type { Job } from '../execute/job.ts';
import { planTrials } from '../plan/planTrials.ts';
import { engineName, originalEngine, originalFolder, storedDraw, storedSweep } from '../plan/storedSweep.ts';
import type { TrialNumbers } from './rerunTrial.ts';

/** Which stored trial to train again, and how. */
export interface RerunRequest {
  /** Number of the trial in its sweep. */
  readonly trial: number;
  /** Name or id of the sweep; the newest by default. */
  readonly sweep?: string;
  /** Name, path or package of the engine; by default the one that the trial was trained with. */
  readonly engine?: string;
  /** The folder against which paths in the sweep file are read; by default the one that the sweep was run in. */
  readonly folder?: string;
  /** Path of the database. */
  readonly db: string;
  /** The folder to use where the database does not say. */
  readonly presentFolder: string;
}

/** A stored trial with everything needed to train it again. */
export interface RerunPlan {
  readonly sweep: SweepRow;
  readonly trial: TrialRow;
  /** The results that are stored. */
  readonly stored: TrialNumbers;
  readonly job: Job;
  /** The names of the engine used now, and of the one that the trial was trained with. */
  readonly engine: string;
  readonly storedEngine: string;
}

/**
 * Makes a job of a stored trial from the stored text of its sweep, its stored parameters and its stored seed.
 *
 * @throws SparsweepError `not-found` when there is no such sweep or trial; `invalid-option` when the trial was not
 * trained; `unknown-plugin` for the engine; `invalid-data` when its parameters do not fit the stored text.
 * @throws InvalidSweepError when the stored text is no longer valid, for example without a plugin that it names.
 */
export async function planRerun(reader: StoreReader, request: RerunRequest, catalog: Catalog): Promise<RerunPlan> {
  const sweep = reader.findSweep(request.sweep);
  const trial = endedTrial(reader, sweep, request.trial);
  const stored = storedNumbers(reader, trial);
  const folder = request.folder ?? originalFolder(sweep.environment, request.db) ?? request.presentFolder;
  const read = await storedSweep(sweep, folder, catalog);
  const storedEngine = originalEngine(sweep.environment, catalog) ?? read.spec.run.engine;
  const engine = request.engine === undefined ? storedEngine : locateEngine(request.engine, folder, catalog);
  return {
    sweep,
    trial,
    stored,
    job: rerunJob(read, trial, engine),
    engine: engineName(engine, catalog),
    storedEngine: engineName(storedEngine, catalog),
  };
}

function endedTrial(reader: StoreReader, { id, name }: SweepRow, number: number): TrialRow {
  const trials = reader.trials(id);
  const trial = trials.find((candidate) => candidate.number === number);
  if (trial === undefined) {
    const [first, last] = [trials[0], trials.at(-1)];
    const there = first && last ? `its trials are ${first.number} to ${last.number}` : 'it has none';
    throw new SparsweepError('not-found', `sweep ${id} (${name}) has no trial ${number}; ${there}`);
  }
  if (trial.status === 'finished' || trial.status === 'stopped' || trial.status === 'diverged') return trial;
  throw new SparsweepError(
    'invalid-option',
    `trial ${number} of sweep ${id} (${name}) is ${trial.status}: there are no results to compare with; ` +
      'a trial that is finished, stopped or diverged can be trained again',
  );
}

function storedNumbers(reader: StoreReader, { trialId, status, stoppedEpoch, error }: TrialRow): TrialNumbers {
  const weights = reader.weights(trialId);
  return {
    status,
    epochs: stoppedEpoch ?? 0,
    ...(error === null ? {} : { error }),
    measurements: reader.measurements(trialId),
    ...(weights === undefined ? {} : { weights }),
  };
}

function locateEngine(use: string, folder: string, catalog: Catalog): string {
  try {
    return locatePlugin('engine', use, folder, catalog);
  } catch (thrown) {
    const names = Object.keys(catalog.modules.engine).join(', ');
    throw new SparsweepError('unknown-plugin', `--engine ${use}: ${messageOf(thrown)}; there are: ${names}`);
  }
}

function rerunJob(sweep: Sweep, trial: TrialRow, engine: string): Job {
  const { search, origin } = sweep.spec;
  const { number, configurationIndex, seed, parameters } = trial;
  const [planned] = planTrials(sweep, [storedDraw(search.space, parameters)], configurationIndex);
  if (planned === undefined) throw new RangeError('a draw makes at least one trial');
  const { modules, folder } = origin;
  const until = trial.stopReason === null || trial.stoppedEpoch === null ? {} : { until: trial.stoppedEpoch };
  const trials = [{ number, attempt: 1, seed, configuration: planned.configuration, ...until }];
  return { engine, modules, folder, dataSeed: search.seed, trials };
}

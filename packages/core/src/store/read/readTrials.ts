import type { Database } from 'better-sqlite3';
import type { LayerWeights } from '../../plugin/engine.ts';
import { messageOf } from '../../plugin/errors.ts';
import type { Measurement } from '../../plugin/measurement.ts';
import { DamagedContent } from '../open/storeErrors.ts';
import type { PlannedTrial, TrialStatus } from '../write/records.ts';
import { decodeWeights } from '../write/weightsFile.ts';
import { WEIGHTS_ARTIFACT } from '../write/writeRecord.ts';
import { parseObject, queries, rowsOf } from './queries.ts';
import type { TrialRow } from './rows.ts';

/** The trials of a sweep, by number. */
export function readTrials(database: Database, sweepId: number): TrialRow[] {
  const rows = rowsOf(
    database,
    queries
      .selectFrom('trials')
      .select([
        'id as trialId',
        'sweep_id as sweepId',
        'number',
        'configuration as configurationIndex',
        'replicate',
        'parameters',
        'seed',
        'status',
        'attempt',
        'stopped_epoch as stoppedEpoch',
        'error',
        'stop_reason as stopReason',
        'started_at as startedAt',
        'finished_at as finishedAt',
      ])
      .where('sweep_id', '=', sweepId)
      .orderBy('number'),
  );
  return rows.map((row) => ({ ...row, parameters: parseObject(row.parameters) }));
}

/** The final weights of a trial; undefined if they were not stored. */
export function readWeights(database: Database, trialId: number): LayerWeights[] | undefined {
  const query = queries
    .selectFrom('artifacts')
    .select('content')
    .where('trial_id', '=', trialId)
    .where('name', '=', WEIGHTS_ARTIFACT);
  const [artifact] = rowsOf(database, query);
  if (artifact === undefined) return undefined;
  try {
    return decodeWeights(artifact.content);
  } catch (thrown) {
    throw new DamagedContent(`the weights of the trial with the id ${trialId}: ${messageOf(thrown)}`);
  }
}

/** A stored trial with everything that is needed to resume its sweep. */
export interface StoredTrial extends PlannedTrial {
  /** The generation of the search that proposed it, from 0. */
  readonly generation: number;
  readonly status: TrialStatus;
  /** From 1; 0 before the first attempt. */
  readonly attempt: number;
  /** Epochs trained when it ended. */
  readonly stoppedEpoch: number | null;
  readonly error: string | null;
  readonly stopReason: string | null;
  /** The epoch of its last pause, in which it is compared with other trials. */
  readonly pausedEpoch: number | null;
  /** The epoch of its checkpoint. */
  readonly checkpointEpoch: number | null;
  /** Whole-model measurements of its last weights, at its end or its last pause. */
  readonly measurements: readonly Measurement[];
}

/**
 * The trials of a sweep, by number.
 *
 * @param metrics the names of the metrics to read, such as `accuracy`.
 */
export function readStoredTrials(
  database: Database,
  sweepId: number,
  metrics: readonly string[],
): readonly StoredTrial[] {
  const query = selectMeasurements(sweepId, metrics).where('epoch', 'is', null);
  const measured = Map.groupBy(rowsOf(database, query), ({ trial }) => trial);
  const rows = rowsOf(
    database,
    queries
      .selectFrom('trials')
      .select(['generation', 'number', 'configuration as configurationIndex', 'replicate', 'parameters', 'seed'])
      .select(['status', 'attempt'])
      .select(['stopped_epoch as stoppedEpoch', 'error', 'stop_reason as stopReason'])
      .select(['paused_epoch as pausedEpoch', 'checkpoint_epoch as checkpointEpoch'])
      .where('sweep_id', '=', sweepId)
      .orderBy('number'),
  );
  return rows.map(({ parameters, ...trial }) => ({
    ...trial,
    parameters: parseObject(parameters),
    measurements: (measured.get(trial.number) ?? []).map(toMeasurement),
  }));
}

/**
 * The whole-model measurements of each epoch, from the first, by trial number.
 *
 * @param metrics the names of the metrics to read.
 */
export function readStoredEpochs(
  database: Database,
  sweepId: number,
  metrics: readonly string[],
): ReadonlyMap<number, readonly (readonly Measurement[])[]> {
  const query = selectMeasurements(sweepId, metrics).where('epoch', 'is not', null).orderBy('epoch');
  const measured = Map.groupBy(rowsOf(database, query), ({ trial }) => trial);
  return new Map(
    [...measured].map(([trial, rows]) => {
      const epochs = [...Map.groupBy(rows, ({ epoch }) => epoch).values()];
      return [trial, epochs.map((epoch) => epoch.map(toMeasurement))];
    }),
  );
}

function selectMeasurements(sweepId: number, metrics: readonly string[]) {
  return queries
    .selectFrom('metrics')
    .innerJoin('trials', 'trials.id', 'metrics.trial_id')
    .select(['trials.number as trial', 'epoch', 'split', 'layer', 'name', 'value'])
    .where('sweep_id', '=', sweepId)
    .where('layer', 'is', null)
    .where('name', 'in', metrics);
}

interface MeasurementOf extends Omit<Measurement, 'value'> {
  readonly value: number | null;
}

/** A measurement as it was made: the store keeps NaN as NULL. */
function toMeasurement({ split, layer, name, value }: MeasurementOf): Measurement {
  return { split, layer, name, value: value ?? Number.NaN };
}

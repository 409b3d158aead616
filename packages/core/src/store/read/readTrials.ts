import type { Database } from 'better-sqlite3';
import type { LayerWeights } from '../../plugin/engine.ts';
import { messageOf } from '../../plugin/errors.ts';
import { DamagedContent } from '../open/storeErrors.ts';
import { decodeWeights } from '../write/weightsFile.ts';
import { WEIGHTS_ARTIFACT } from '../write/writeRecord.ts';
import { parseObject } from './parseObject.ts';
import { queries, rowsOf } from './queries.ts';
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

/** The final weights of a trial, where they were kept. */
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

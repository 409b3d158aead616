import type { StoreReader } from '../../src/store/read/storeReader.ts';

/** All that is stored of a sweep's trials except times and row ids, in a fixed order: equal for equal sweeps. */
export function sweepRecords(reader: StoreReader, sweepId = 1): readonly (readonly unknown[])[] {
  const trials = reader.query(
    `SELECT number, generation, configuration, replicate, parameters, seed, status, attempt, stopped_epoch, paused_epoch,
       checkpoint_epoch, error, stop_reason, finished_at IS NULL
     FROM trials WHERE sweep_id = ${sweepId} ORDER BY number`,
  );
  const metrics = reader.query(
    `SELECT number, epoch, split, layer, name, value FROM metrics JOIN trials ON trials.id = trial_id
     WHERE sweep_id = ${sweepId} ORDER BY number, epoch, split, layer, name`,
  );
  const artifacts = reader.query(
    `SELECT number, name, media_type, sha256, hex(content) FROM artifacts JOIN trials ON trials.id = trial_id
     WHERE sweep_id = ${sweepId} ORDER BY number, name`,
  );
  const sweep = reader.query(`SELECT status, finished_at IS NULL FROM sweeps WHERE id = ${sweepId}`);
  const holders = reader.query(`SELECT count(*) FROM holders WHERE sweep_id = ${sweepId}`);
  return [...sweep.rows, ...holders.rows, ...trials.rows, ...metrics.rows, ...artifacts.rows];
}

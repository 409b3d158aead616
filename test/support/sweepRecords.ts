import type { StoreReader } from '@sparsweep/core';

/** All measurements of a sweep and the hashes of its artifacts, in a fixed order: equal for equal training. */
export function numbersOf(reader: StoreReader, sweepId = 1): readonly (readonly unknown[])[] {
  const metrics = reader.query(
    `SELECT number, epoch, split, layer, name, value FROM metrics JOIN trials ON trials.id = trial_id
     WHERE sweep_id = ${sweepId} ORDER BY number, epoch, split, layer, name`,
  );
  const artifacts = reader.query(
    `SELECT number, name, media_type, sha256 FROM artifacts JOIN trials ON trials.id = trial_id
     WHERE sweep_id = ${sweepId} ORDER BY number, name`,
  );
  return [...metrics.rows, ...artifacts.rows];
}

/** The trials of a sweep without times and attempts. The last column says whether a trial has not ended. */
export function trialsOf(reader: StoreReader, sweepId = 1): readonly (readonly unknown[])[] {
  return reader.query(
    `SELECT number, generation, configuration, replicate, parameters, seed, status, stopped_epoch, paused_epoch,
       checkpoint_epoch, error, stop_reason, finished_at IS NULL
     FROM trials WHERE sweep_id = ${sweepId} ORDER BY number`,
  ).rows;
}

/** Everything stored of a sweep except times and attempts: equal for equal sweeps. */
export function recordsOf(reader: StoreReader, sweepId = 1): readonly (readonly unknown[])[] {
  const sweep = reader.query(`SELECT name, spec_hash, status, finished_at IS NULL FROM sweeps WHERE id = ${sweepId}`);
  const holders = reader.query(`SELECT count(*) FROM holders WHERE sweep_id = ${sweepId}`);
  return [...sweep.rows, ...holders.rows, ...trialsOf(reader, sweepId), ...numbersOf(reader, sweepId)];
}

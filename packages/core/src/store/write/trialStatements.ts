import type { Database, Statement } from 'better-sqlite3';
import type { Measurement } from '../../plugin/measurement.ts';
import type { SweepStatus, TrialStatus } from './records.ts';

/** The statements that write a sweep. They are prepared once: a query builder takes twenty times as long per row. */
export interface TrialStatements {
  readonly add: Statement<
    [
      sweep: number,
      generation: number,
      number: number,
      configuration: number,
      replicate: number,
      parameters: string,
      seed: number,
    ]
  >;
  readonly start: Statement<[attempt: number, at: string, trial: number]>;
  readonly save: Statement<[epoch: number, trial: number]>;
  readonly pause: Statement<[pausedEpoch: number, checkpointEpoch: number, trial: number]>;
  readonly resume: Statement<[attempt: number, trial: number]>;
  readonly end: Statement<
    [status: TrialStatus, epochs: number, error: string | null, stopReason: string | null, at: string, trial: number]
  >;
  readonly stop: Statement<[stopReason: string, at: string, trial: number]>;
  readonly reset: Statement<[trial: number]>;
  /** Sets a trial with a checkpoint back to `pending`. */
  readonly requeue: Statement<[trial: number]>;
  readonly checkpointEpoch: Statement<[trial: number], { epoch: number | null }>;
  readonly measure: StoreMeasurements;
  readonly forgetMetrics: Statement<[trial: number]>;
  /** Deletes the measurements of the final weights. */
  readonly forgetFinal: Statement<[trial: number]>;
  /** Deletes the measurements of the epochs after `epoch`, but not those of the final weights. */
  readonly forgetAfter: Statement<[trial: number, epoch: number]>;
  readonly keepArtifact: Statement<[trial: number, name: string, mediaType: string, sha256: string, content: Buffer]>;
  readonly forgetArtifact: Statement<[trial: number, name: string]>;
  readonly forgetArtifacts: Statement<[trial: number]>;
  readonly readArtifact: Statement<[trial: number, name: string], { content: Buffer }>;
  readonly trialIds: Statement<[sweep: number], { number: number; trial: number; generation: number }>;
  readonly trialsOfStatus: Statement<[sweep: number, status: TrialStatus], { trial: number }>;
  readonly reopenSweep: Statement<[sweep: number]>;
  readonly finishSweep: Statement<[status: SweepStatus, at: string, sweep: number]>;
}

/** Prepares the statements that write a sweep. */
export function prepareTrialStatements(database: Database): TrialStatements {
  return {
    add: database.prepare(
      `INSERT INTO trials (sweep_id, generation, number, configuration, replicate, parameters, seed)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    start: database.prepare(
      `UPDATE trials SET status = 'running', attempt = ?, stopped_epoch = NULL, error = NULL, stop_reason = NULL,
       paused_epoch = NULL, checkpoint_epoch = NULL, started_at = ?, finished_at = NULL WHERE id = ?`,
    ),
    save: database.prepare('UPDATE trials SET checkpoint_epoch = ? WHERE id = ?'),
    pause: database.prepare('UPDATE trials SET paused_epoch = ?, checkpoint_epoch = ? WHERE id = ?'),
    resume: database.prepare(`UPDATE trials SET status = 'running', attempt = ? WHERE id = ?`),
    end: database.prepare(
      `UPDATE trials SET status = ?, stopped_epoch = ?, error = ?, stop_reason = ?, checkpoint_epoch = NULL,
       finished_at = ? WHERE id = ?`,
    ),
    stop: database.prepare(
      `UPDATE trials SET status = 'stopped', stop_reason = ?, checkpoint_epoch = NULL, finished_at = ?,
       stopped_epoch = (SELECT coalesce(max(epoch), 0) FROM metrics WHERE trial_id = trials.id) WHERE id = ?`,
    ),
    reset: database.prepare(
      `UPDATE trials SET status = 'pending', attempt = 0, stopped_epoch = NULL, error = NULL, stop_reason = NULL,
       paused_epoch = NULL, checkpoint_epoch = NULL, started_at = NULL, finished_at = NULL WHERE id = ?`,
    ),
    requeue: database.prepare(`UPDATE trials SET status = 'pending' WHERE id = ?`),
    checkpointEpoch: database.prepare('SELECT checkpoint_epoch AS epoch FROM trials WHERE id = ?'),
    measure: prepareStoreMeasurements(database),
    forgetMetrics: database.prepare('DELETE FROM metrics WHERE trial_id = ?'),
    // The expression of the index.
    forgetFinal: database.prepare('DELETE FROM metrics WHERE trial_id = ? AND coalesce(epoch, -1) = -1'),
    forgetAfter: database.prepare('DELETE FROM metrics WHERE trial_id = ? AND coalesce(epoch, -1) > ?'),
    keepArtifact: database.prepare(
      `INSERT INTO artifacts (trial_id, name, media_type, sha256, content) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET media_type = excluded.media_type, sha256 = excluded.sha256, content = excluded.content`,
    ),
    forgetArtifact: database.prepare('DELETE FROM artifacts WHERE trial_id = ? AND name = ?'),
    readArtifact: database.prepare('SELECT content FROM artifacts WHERE trial_id = ? AND name = ?'),
    forgetArtifacts: database.prepare('DELETE FROM artifacts WHERE trial_id = ?'),
    trialIds: database.prepare('SELECT number, id AS trial, generation FROM trials WHERE sweep_id = ?'),
    trialsOfStatus: database.prepare('SELECT id AS trial FROM trials WHERE sweep_id = ? AND status = ?'),
    reopenSweep: database.prepare(`UPDATE sweeps SET status = 'running', finished_at = NULL WHERE id = ?`),
    finishSweep: database.prepare('UPDATE sweeps SET status = ?, finished_at = ? WHERE id = ?'),
  };
}

/** Maximum number of rows per statement. */
const MOST_ROWS = 32;

/** Stores measurements of a trial after an epoch or, if `epoch` is null, of the final weights. */
type StoreMeasurements = (trial: number, epoch: number | null, measurements: readonly Measurement[]) => void;

/**
 * Prepares a function that stores measurements; it replaces those with the same key.
 *
 * A statement inserts many rows: the fixed cost of a statement, such as building the set of allowed splits, exceeds the cost of a
 * row.
 */
function prepareStoreMeasurements(database: Database): StoreMeasurements {
  const statements = new Map<number, Statement<unknown[]>>();
  const statementOf = (rows: number) => {
    const prepared = statements.get(rows) ?? database.prepare<unknown[]>(insertion(rows));
    statements.set(rows, prepared);
    return prepared;
  };
  return (trial, epoch, measurements) => {
    for (let first = 0; first < measurements.length; first += MOST_ROWS) {
      const rows = measurements.slice(first, first + MOST_ROWS);
      const values = rows.flatMap(({ split, layer, name, value }) => [trial, epoch, split, layer, name, value]);
      statementOf(rows.length).run(values);
    }
  };
}

function insertion(rows: number): string {
  return `INSERT INTO metrics (trial_id, epoch, split, layer, name, value)
    VALUES ${Array.from({ length: rows }, () => '(?, ?, ?, ?, ?, ?)').join(', ')}
    ON CONFLICT DO UPDATE SET value = excluded.value`;
}

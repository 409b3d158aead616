import type { Database, Statement } from 'better-sqlite3';
import type { Split } from '../plugin/measurement.ts';
import type { SweepStatus, TrialStatus } from './records.ts';

/** The statements that write a sweep, prepared once: a query builder takes twenty times as long for each row. */
export interface TrialStatements {
  readonly add: Statement<
    [sweep: number, number: number, configuration: number, replicate: number, parameters: string, seed: number]
  >;
  readonly start: Statement<[attempt: number, at: string, trial: number]>;
  readonly resume: Statement<[attempt: number, trial: number]>;
  readonly end: Statement<
    [status: TrialStatus, epochs: number, error: string | null, stopReason: string | null, at: string, trial: number]
  >;
  readonly stop: Statement<[stopReason: string, at: string, trial: number]>;
  readonly reset: Statement<[trial: number]>;
  readonly measure: Statement<
    [trial: number, epoch: number | null, split: Split | null, layer: number | null, name: string, value: number]
  >;
  readonly forgetMetrics: Statement<[trial: number]>;
  /** Forgets what was measured on final weights. */
  readonly forgetFinal: Statement<[trial: number]>;
  readonly keepArtifact: Statement<[trial: number, name: string, mediaType: string, sha256: string, content: Buffer]>;
  readonly forgetArtifact: Statement<[trial: number, name: string]>;
  readonly forgetArtifacts: Statement<[trial: number]>;
  readonly readArtifact: Statement<[trial: number, name: string], { content: Buffer }>;
  readonly finishSweep: Statement<[status: SweepStatus, at: string, sweep: number]>;
}

/** Prepares the statements that write a sweep. */
export function prepareTrialStatements(database: Database): TrialStatements {
  return {
    add: database.prepare(
      'INSERT INTO trials (sweep_id, number, configuration, replicate, parameters, seed) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    start: database.prepare(
      `UPDATE trials SET status = 'running', attempt = ?, stopped_epoch = NULL, error = NULL, stop_reason = NULL,
       started_at = ?, finished_at = NULL WHERE id = ?`,
    ),
    resume: database.prepare(`UPDATE trials SET status = 'running', attempt = ? WHERE id = ?`),
    end: database.prepare(
      'UPDATE trials SET status = ?, stopped_epoch = ?, error = ?, stop_reason = ?, finished_at = ? WHERE id = ?',
    ),
    stop: database.prepare(
      `UPDATE trials SET status = 'stopped', stop_reason = ?, finished_at = ?,
       stopped_epoch = (SELECT coalesce(max(epoch), 0) FROM metrics WHERE trial_id = trials.id) WHERE id = ?`,
    ),
    reset: database.prepare(
      `UPDATE trials SET status = 'pending', attempt = 0, stopped_epoch = NULL, error = NULL, stop_reason = NULL,
       started_at = NULL, finished_at = NULL WHERE id = ?`,
    ),
    measure: database.prepare(
      `INSERT INTO metrics (trial_id, epoch, split, layer, name, value) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET value = excluded.value`,
    ),
    forgetMetrics: database.prepare('DELETE FROM metrics WHERE trial_id = ?'),
    // In the words of the index.
    forgetFinal: database.prepare('DELETE FROM metrics WHERE trial_id = ? AND coalesce(epoch, -1) = -1'),
    keepArtifact: database.prepare(
      `INSERT INTO artifacts (trial_id, name, media_type, sha256, content) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET media_type = excluded.media_type, sha256 = excluded.sha256, content = excluded.content`,
    ),
    forgetArtifact: database.prepare('DELETE FROM artifacts WHERE trial_id = ? AND name = ?'),
    readArtifact: database.prepare('SELECT content FROM artifacts WHERE trial_id = ? AND name = ?'),
    forgetArtifacts: database.prepare('DELETE FROM artifacts WHERE trial_id = ?'),
    finishSweep: database.prepare('UPDATE sweeps SET status = ?, finished_at = ? WHERE id = ?'),
  };
}

import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  // Sweeps could not be resumed before, and most search methods planned all trials as one generation.
  `ALTER TABLE trials ADD COLUMN generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0)
   /* which proposal of the search it came with, from 0 */`,
  `ALTER TABLE trials ADD COLUMN paused_epoch INTEGER CHECK (paused_epoch >= 1)
   /* the last epoch after which it waited to be compared with others; NULL: none */`,
  `ALTER TABLE trials ADD COLUMN checkpoint_epoch INTEGER CHECK (checkpoint_epoch >= 1)
   /* the epoch of the artifact 'checkpoint', from which it goes on; NULL: there is none */`,
  `UPDATE trials SET status = 'pending', attempt = 0, started_at = NULL WHERE status = 'running'`,
  `DELETE FROM metrics WHERE trial_id IN (SELECT id FROM trials WHERE status = 'pending')`,
  `DELETE FROM artifacts WHERE trial_id IN (SELECT id FROM trials WHERE status = 'pending')`,

  `CREATE TABLE holders (
  -- The process that trains a sweep and alone may write to it; the row goes when it ends in order.
  sweep_id INTEGER PRIMARY KEY REFERENCES sweeps (id) ON DELETE CASCADE,
  token TEXT NOT NULL, -- drawn anew by each holder
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  kernel TEXT NOT NULL, -- where its id means this process: the boot and the namespace; empty where the system does not say
  process_start TEXT, -- tells it from a later process of the same id; NULL where the system does not say
  since TEXT NOT NULL,
  heard_at TEXT NOT NULL -- when it last said that it is there
) STRICT`,
];

/** Adds what is needed to resume a sweep after its process died. */
export const resume: Migration = {
  async up(database) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

/**
 * The statements that create the tables and indexes of the first schema. `sqlite3 FILE .schema` shows their comments.
 *
 * Times are ISO 8601 in UTC. NaN is stored as NULL, because SQLite has no NaN.
 */
export const TABLES: readonly string[] = [
  `CREATE TABLE sweeps (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  spec_yaml TEXT NOT NULL, -- the sweep file as it was run
  spec_hash TEXT NOT NULL, -- SHA-256 of spec_yaml, in hex
  status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'interrupted', 'failed')),
  environment TEXT NOT NULL CHECK (json_valid(environment)), -- versions, machine, git commit
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT`,

  `CREATE TABLE trials (
  id INTEGER PRIMARY KEY,
  sweep_id INTEGER NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0), -- position in the sweep
  configuration INTEGER NOT NULL CHECK (configuration >= 0), -- replicates share one
  replicate INTEGER NOT NULL CHECK (replicate >= 0),
  parameters TEXT NOT NULL CHECK (json_valid(parameters)), -- drawn values by parameter name
  seed INTEGER NOT NULL CHECK (seed BETWEEN 0 AND 4294967295),
  status TEXT NOT NULL DEFAULT 'pending'
    CHECK (status IN ('pending', 'running', 'finished', 'stopped', 'diverged', 'failed')),
  attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0), -- 0 before the first
  stopped_epoch INTEGER CHECK (stopped_epoch >= 0), -- epochs trained when it ended
  error TEXT, -- why it failed or diverged
  started_at TEXT,
  finished_at TEXT,
  UNIQUE (sweep_id, number)
) STRICT`,

  `CREATE TABLE metrics (
  trial_id INTEGER NOT NULL REFERENCES trials (id) ON DELETE CASCADE,
  epoch INTEGER CHECK (epoch >= 1), -- NULL: measured once, on the final weights
  split TEXT CHECK (split IN ('train', 'validation', 'test')), -- NULL: depends on the weights alone
  layer INTEGER CHECK (layer >= 0), -- NULL: the whole model
  name TEXT NOT NULL,
  value REAL -- NULL: not a number
) STRICT`,

  // NULLs are distinct in a unique index, so it replaces them. SQLite uses the index for the same expressions in queries.
  `CREATE UNIQUE INDEX metrics_key ON metrics (
  trial_id, coalesce(epoch, -1), name, coalesce(split, ''), coalesce(layer, -1)
)`,

  `CREATE TABLE artifacts (
  id INTEGER PRIMARY KEY,
  trial_id INTEGER NOT NULL REFERENCES trials (id) ON DELETE CASCADE,
  name TEXT NOT NULL, -- such as weights
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- of content, in hex
  content BLOB NOT NULL,
  UNIQUE (trial_id, name)
) STRICT`,
];

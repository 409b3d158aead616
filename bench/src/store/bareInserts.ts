import Database from 'better-sqlite3';
import { batches, recordsOf } from './syntheticTrials.ts';
import { secondsOf } from './writeTrials.ts';

/** The columns and the key of `metrics`, without what else the schema checks. */
const TABLE = `
  CREATE TABLE metrics (trial_id INTEGER NOT NULL, epoch INTEGER, split TEXT, layer INTEGER, name TEXT NOT NULL, value REAL);
  CREATE UNIQUE INDEX metrics_key ON metrics (
    trial_id, coalesce(epoch, -1), name, coalesce(split, ''), coalesce(layer, -1)
  );`;

/**
 * Stores the metrics of the same trials with better-sqlite3 alone, a prepared statement for each row, in as many
 * transactions: what `writeTrials` is measured by. Trials have the ids 1, 2, ...
 *
 * @returns the seconds that it took, without the time to make up the records.
 */
export function bareInserts(path: string, trials: number): number {
  const database = new Database(path);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.exec(TABLE);
    const insert = database.prepare('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)');
    const insertAll = database.transaction((rows: readonly unknown[][]) => {
      for (const row of rows) insert.run(...row);
    });
    let seconds = 0;
    for (const batch of batches(trials)) {
      const rows = batch.flatMap(rowsOf);
      seconds += secondsOf(() => insertAll.immediate(rows));
    }
    return seconds;
  } finally {
    database.close();
  }
}

function rowsOf(trial: number): readonly unknown[][] {
  return recordsOf(trial).flatMap((record) => {
    if (record.type !== 'epoch' && record.type !== 'ended') return [];
    const epoch = record.type === 'epoch' ? record.epoch : null;
    return record.measurements.map(({ split, layer, name, value }) => [trial + 1, epoch, split, layer, name, value]);
  });
}

import type { Database, Statement } from 'better-sqlite3';
import type { Measurement } from '../../plugin/measurement.ts';

/** At most so many rows in a statement. */
const MOST_ROWS = 32;

/** Stores what was measured in a trial: after an epoch, or on the final weights where that is null. */
export type StoreMeasurements = (trial: number, epoch: number | null, measurements: readonly Measurement[]) => void;

/**
 * Prepares to store measurements; one that is there already is replaced.
 *
 * Many rows go into one statement: what SQLite does once for each, such as to make a set of the splits that it checks
 * by, takes longer than a row does.
 */
export function prepareStoreMeasurements(database: Database): StoreMeasurements {
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

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@sparsweep/core';
import Database from 'better-sqlite3';
import { type Figure, ratio, secondsOf } from '../figures.ts';
import { batches, plannedTrial, ROWS_OF_TRIAL, recordsOf } from './syntheticTrials.ts';

const ROWS = 1_000_000;
const TRIALS = Math.ceil(ROWS / ROWS_OF_TRIAL);

/** Seconds to store a million metric rows with their trials, and with bare inserts. */
export async function storing(runs: number, folder: string): Promise<readonly Figure[]> {
  const path = join(folder, 'storing.db');
  const ours: number[] = [];
  const bare: number[] = [];
  // Alternately, so that other load on the machine affects both equally.
  for (let run = 0; run < runs; run++) {
    ours.push(await writeTrials(path, 'stored', TRIALS));
    rmSync(path);
    bare.push(bareInserts(path, TRIALS));
    rmSync(path);
  }
  const stored: Figure = { name: '1,000,000 metric rows', unit: 's', values: ours, target: 10 };
  const floor: Figure = { name: 'bare inserts', unit: 's', values: bare };
  return [stored, floor, ratio(stored, floor)];
}

/** The time of all records. */
const AT = new Date(0);

/**
 * Stores a sweep of synthetic trials as a run does: all plans at once, then the records in batches.
 *
 * @param name The name of the sweep.
 * @returns the seconds for storing, without generating the records.
 */
export async function writeTrials(path: string, name: string, trials: number): Promise<number> {
  const store = await openStore(path);
  try {
    const writer = store.createSweep({ name, specYaml: '', specHash: '', environment: {}, createdAt: AT });
    const plans = Array.from({ length: trials }, (_, number) => plannedTrial(number));
    let seconds = secondsOf(() => writer.addTrials(plans));
    for (const batch of batches(trials)) {
      const records = batch.flatMap(recordsOf).map((record) => ({ record, at: AT }));
      seconds += secondsOf(() => writer.write(records));
    }
    writer.finish('finished', AT);
    return seconds;
  } finally {
    store.close();
  }
}

/** The columns and the key of `metrics`, without the other constraints of the schema. */
const TABLE = `
  CREATE TABLE metrics (trial_id INTEGER NOT NULL, epoch INTEGER, split TEXT, layer INTEGER, name TEXT NOT NULL, value REAL);
  CREATE UNIQUE INDEX metrics_key ON metrics (
    trial_id, coalesce(epoch, -1), name, coalesce(split, ''), coalesce(layer, -1)
  );`;

/**
 * Stores the metrics of the same trials with better-sqlite3 alone, one prepared statement per row and the same number of
 * transactions: the baseline of `writeTrials`. Trials have the ids 1, 2, ...
 *
 * @returns the seconds for storing, without generating the records.
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

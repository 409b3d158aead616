import type { StoreReader } from '@sparsweep/core';

/** How many trials of a sweep are not as they should be. */
export interface Differences {
  /** That are not there, or have not ended. */
  readonly lost: number;
  /** That are there twice, or of which something is. */
  readonly duplicated: number;
  /** Of which something else was kept. */
  readonly different: number;
}

/** What is kept of a trial, a line each. */
type Lines = readonly string[];

/** Compares everything that is kept of a sweep's trials, but times and attempts, with what it is in another store. */
export function compareTrials(found: StoreReader, expected: StoreReader): Differences {
  const [trials, wanted] = [linesOfTrials(found), linesOfTrials(expected)];
  const numbers = [...wanted.keys()];
  const present = numbers.filter((number) => trials.has(number));
  const duplicated = [...trials].filter(([, lines]) => new Set(lines).size < lines.length).map(([number]) => number);
  const isSame = (number: number): boolean => String(trials.get(number)) === String(wanted.get(number));
  return {
    lost: numbers.length - present.length,
    duplicated: duplicated.length + [...trials.keys()].filter((number) => !wanted.has(number)).length,
    different: present.filter((number) => !duplicated.includes(number) && !isSame(number)).length,
  };
}

function linesOfTrials(reader: StoreReader): ReadonlyMap<number, Lines> {
  const tables = [
    `SELECT number, 'trial', generation, configuration, replicate, parameters, seed, status, stopped_epoch, paused_epoch,
       checkpoint_epoch, error, stop_reason FROM trials WHERE status NOT IN ('pending', 'running')`,
    `SELECT number, 'metric', epoch, split, layer, name, value FROM metrics JOIN trials ON trials.id = trial_id
     ORDER BY number, epoch, split, layer, name`,
    `SELECT number, 'artifact', name, media_type, sha256 FROM artifacts JOIN trials ON trials.id = trial_id
     ORDER BY number, name`,
  ];
  const lines = new Map<number, string[]>();
  for (const row of tables.flatMap((sql) => reader.query(sql).rows)) {
    const number = Number(row[0]);
    const ofTrial = lines.get(number) ?? [];
    lines.set(number, ofTrial);
    ofTrial.push(JSON.stringify(row));
  }
  return lines;
}

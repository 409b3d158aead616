import type { StoreReader } from '@sparsweep/core';
import { numbersOf, trialsOf } from '../support/sweepRecords.ts';

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

/** Compares everything that is kept of the trials of a store's one sweep, but times and attempts, with what it is in another store. */
export function compareTrials(found: StoreReader, expected: StoreReader): Differences {
  const [trials, wanted] = [linesOfTrials(found), linesOfTrials(expected)];
  const numbers = [...wanted.keys()];
  const present = numbers.filter((number) => trials.has(number));
  const duplicated = [...trials].filter(([, lines]) => new Set(lines).size < lines.length).map(([number]) => number);
  const strangers = [...trials.keys()].filter((number) => !wanted.has(number));
  const [[ofOtherSweeps] = []] = found.query('SELECT count(*) FROM trials WHERE sweep_id <> 1').rows;
  const isSame = (number: number): boolean => String(trials.get(number)) === String(wanted.get(number));
  return {
    lost: numbers.length - present.length,
    duplicated: duplicated.length + strangers.length + Number(ofOtherSweeps),
    different: present.filter((number) => !duplicated.includes(number) && !isSame(number)).length,
  };
}

/** Of the trials that have ended, by number. */
function linesOfTrials(reader: StoreReader): ReadonlyMap<number, Lines> {
  const ended = trialsOf(reader).filter((trial) => trial.at(-1) === 0);
  const numbers = new Set(ended.map(([number]) => number));
  const kept = numbersOf(reader).filter(([number]) => numbers.has(number));
  const rows = Map.groupBy([...ended, ...kept], ([number]) => Number(number));
  return new Map([...rows].map(([number, ofTrial]) => [number, ofTrial.map((row) => JSON.stringify(row))]));
}

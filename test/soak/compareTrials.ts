import type { StoreReader } from '@sparsweep/core';
import { numbersOf, trialsOf } from '../support/sweepRecords.ts';

/** How many trials of a sweep differ from what was expected. */
export interface Differences {
  /** Trials that are missing or have not ended. */
  readonly lost: number;
  /** Trials that are stored twice, or of which something is. */
  readonly duplicated: number;
  /** Trials of which something else was stored. */
  readonly different: number;
}

/** What is stored of a trial, one line for each row. */
type Lines = readonly string[];

/** Compares all that two stores of one sweep each hold of its trials, except times and attempts. */
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

/** The lines of the trials that have ended, by number. */
function linesOfTrials(reader: StoreReader): ReadonlyMap<number, Lines> {
  const ended = trialsOf(reader).filter((trial) => trial.at(-1) === 0);
  const numbers = new Set(ended.map(([number]) => number));
  const kept = numbersOf(reader).filter(([number]) => numbers.has(number));
  const rows = Map.groupBy([...ended, ...kept], ([number]) => Number(number));
  return new Map([...rows].map(([number, ofTrial]) => [number, ofTrial.map((row) => JSON.stringify(row))]));
}

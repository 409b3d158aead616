import { resolve } from 'node:path';
import type { StoreReader, SweepEnd, SweepResult, SweepRow, TrialCounts } from '@sparsweep/core';
import { configurationsTable, resultsTable } from '@sparsweep/reporter';
import { counted, firstLine } from './describe.ts';
import { ExitStatus } from './exitStatus.ts';
import { DEFAULT_DB } from './options.ts';
import { printLine, printTable } from './print.ts';
import { withReader } from './withReader.ts';

/** Longer tables are left to `sparsweep results`. */
const MOST_ROWS = 40;
/** Of more errors than these, `sparsweep results` has the rest. */
const MOST_ERRORS = 5;

/** Prints how a sweep ended, with its results, and returns the exit status that says so. */
export function printSummary(
  { sweepId, end, reason }: SweepResult,
  { db, json }: { readonly db: string; readonly json: boolean },
): number {
  return withReader(db, (reader) => {
    const counts = reader.progress(sweepId);
    if (json) {
      printLine(
        JSON.stringify({ event: 'sweep', sweep: sweepId, status: end, reason, trials: counts, db: resolve(db) }),
      );
    } else {
      printResults(reader, sweepId);
      printLine(`\nsweep ${sweepId} ${describeEnd(end, counts)}${reason === undefined ? '' : `: ${reason}`}`);
      printLine(`database  ${resolve(db)}`);
      printLine(`more      sparsweep report ${reportArguments(reader.findSweep(String(sweepId)), db)}`);
    }
    if (end === 'interrupted') return ExitStatus.interrupted;
    return end === 'failed' || counts.failed + counts.diverged > 0 ? ExitStatus.someFailed : ExitStatus.finished;
  });
}

function printResults(reader: StoreReader, sweepId: number): void {
  const results = reader.results(sweepId);
  const configurations = reader.configurations(sweepId);
  const isReplicated = results.some(({ replicate }) => replicate > 0);
  const { columns, rows } = isReplicated ? configurationsTable(configurations) : resultsTable(results);
  if (rows.length > 0) {
    printLine();
    printTable({ columns, rows: rows.slice(0, MOST_ROWS) }, 'table');
  }
  if (rows.length > MOST_ROWS) printLine(`and ${rows.length - MOST_ROWS} more rows`);
  const faults = results.flatMap(({ number, status, error }) => (error === null ? [] : [{ number, status, error }]));
  if (faults.length > 0) printLine();
  for (const { number, status, error } of faults.slice(0, MOST_ERRORS)) {
    printLine(`trial ${number} ${status}: ${firstLine(error)}`);
  }
  if (faults.length > MOST_ERRORS) printLine(`and ${faults.length - MOST_ERRORS} more`);
}

function describeEnd(end: SweepEnd, counts: TrialCounts): string {
  const unfinished = counts.pending + counts.running;
  switch (end) {
    case 'finished':
      return 'finished';
    case 'interrupted':
      return `interrupted: ${counted(unfinished, 'trial')} not trained; what had finished is stored`;
    case 'failed':
      return `stopped: more trials failed than run.maxFailedTrials allows; ${counted(unfinished, 'trial')} not trained`;
  }
}

/** How `sparsweep report` is told of a sweep: by name where a shell takes that as one word. */
function reportArguments({ id, name }: SweepRow, db: string): string {
  const selector = /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : id;
  return db === DEFAULT_DB ? `${selector}` : `${selector} --db ${db}`;
}

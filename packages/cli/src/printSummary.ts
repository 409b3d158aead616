import { resolve } from 'node:path';
import type { StoreReader, SweepEnd, SweepResult, SweepRow, TrialCounts } from '@sparsweep/core';
import { configurationsTable, resultsTable, type Table } from '@sparsweep/reporter';
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
      printResults(reader, sweepId, counts);
      printLine(`\nsweep ${sweepId} ${describeEnd(end, counts)}${reason === undefined ? '' : `: ${reason}`}`);
      printLine(`database  ${resolve(db)}`);
      const retry = end === 'failed' ? ' --retry-failed' : '';
      if (end !== 'finished') printLine(`resume    sparsweep resume ${sweepId}${retry}${dbArgument(db)}`);
      printLine(`more      sparsweep report ${selectorOf(reader.findSweep(String(sweepId)))}${dbArgument(db)}`);
    }
    if (end === 'interrupted') return ExitStatus.interrupted;
    return end === 'failed' || counts.failed + counts.diverged > 0 ? ExitStatus.someFailed : ExitStatus.finished;
  });
}

function printResults(reader: StoreReader, sweepId: number, counts: TrialCounts): void {
  const { columns, rows, total } = firstRows(reader, sweepId, counts);
  if (rows.length > 0) {
    printLine();
    printTable({ columns, rows }, 'table');
  }
  if (total > rows.length) printLine(`and ${total - rows.length} more rows`);
  const faults = counts.failed + counts.diverged;
  if (faults === 0) return;
  printLine();
  const where = "status IN ('failed', 'diverged')";
  for (const { number, status, error } of reader.results(sweepId, { where, limit: MOST_ERRORS })) {
    printLine(`trial ${number} ${status}: ${firstLine(error ?? 'why is not known')}`);
  }
  if (faults > MOST_ERRORS) printLine(`and ${faults - MOST_ERRORS} more`);
}

/** The rows that are shown, by configuration where trials are replicated, and how many there are. */
function firstRows(reader: StoreReader, sweepId: number, counts: TrialCounts): Table & { readonly total: number } {
  if (reader.results(sweepId, { where: 'replicate > 0', limit: 1 }).length > 0) {
    const { columns, rows } = configurationsTable(reader.configurations(sweepId));
    return { columns, rows: rows.slice(0, MOST_ROWS), total: rows.length };
  }
  // A sweep may have so many trials that to read them all takes longer than anybody waits for a summary.
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { ...resultsTable(reader.results(sweepId, { limit: MOST_ROWS })), total };
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

/** How commands are told of a sweep: by name where a shell takes that as one word. */
function selectorOf({ id, name }: SweepRow): string {
  return /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : String(id);
}

function dbArgument(db: string): string {
  return db === DEFAULT_DB ? '' : ` --db ${db}`;
}

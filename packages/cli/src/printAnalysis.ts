import type { SweepAnalysis } from '@sparsweep/core';
import { bestTable, describeBest, describeProgress, IMPORTANCE, importanceTable } from './describeAnalysis.ts';
import { printLine, printTable } from './print.ts';

/** A longer front is left to `sparsweep results`. */
const MOST_ROWS = 12;

/** Prints what came out of a sweep: what is best, how the search got there, and what matters. */
export function printAnalysis(analysis: SweepAnalysis): void {
  if (analysis.best.length === 0) return;
  const { columns, rows } = bestTable(analysis);
  printLine(`\n${describeBest(analysis)}`);
  printTable({ columns, rows: rows.slice(0, MOST_ROWS) }, 'table');
  if (rows.length > MOST_ROWS) printLine(`and ${rows.length - MOST_ROWS} more`);
  for (const line of describeProgress(analysis)) printLine(line);
  if (analysis.importance.length > 0) {
    printLine(`\n${IMPORTANCE}`);
    printTable(importanceTable(analysis), 'table');
  }
}

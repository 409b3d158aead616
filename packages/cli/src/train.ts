import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import {
  LocalExecutor,
  type Store,
  type StoreReader,
  type SweepEnd,
  type SweepResult,
  type SweepRow,
  type SweepSpec,
  type Training,
  type TrialCounts,
} from '@sparsweep/core';
import { configurationsTable, resultsTable, type Table } from '@sparsweep/reporter';
import { counted, firstLine } from './describe.ts';
import { withReader } from './inputs.ts';
import { DEFAULT_DB } from './options.ts';
import { ExitStatus, printError, printLine, printTable } from './print.ts';
import { JsonProgress, LineProgress, type ProgressReporter } from './progress/progressReporter.ts';
import { TerminalProgress } from './progress/terminalProgress.ts';

/** Options of the commands that train. */
interface TrainOptions {
  readonly db: string;
  readonly workers?: number;
  readonly json: boolean;
}

/**
 * Trains a sweep: shows the progress, stops on Ctrl-C, prints a summary, and closes the store.
 *
 * @param begin starts the training of the sweep in the store.
 * @returns the exit status.
 */
export async function train(
  spec: SweepSpec,
  store: Store,
  options: TrainOptions,
  begin: (training: Training) => Promise<SweepResult>,
): Promise<number> {
  const workers = options.workers ?? (spec.run.workers === 'auto' ? availableParallelism() : spec.run.workers);
  const progress = progressFor(spec, workers, options);
  const executor = new LocalExecutor({ ...spec.run, onOutput: (line) => progress.output(line) });
  const signal = stopOnInterrupt(
    () => progress.notice('stopping at the end of the running epochs; Ctrl-C again stops at once'),
    () => executor.close(),
  );
  const now = (): Date => new Date();
  try {
    const training = { executor, workers, now, signal, observer: progress };
    const result = await begin(training).finally(() => progress.close());
    return printSummary(result, options);
  } catch (thrown) {
    // The sweep had started, so this is not bad input.
    printError(thrown);
    return ExitStatus.someFailed;
  } finally {
    store.close();
  }
}

function progressFor(spec: SweepSpec, workers: number, { json }: TrainOptions): ProgressReporter {
  if (json) return new JsonProgress();
  return process.stdout.isTTY ? new TerminalProgress(spec, workers) : new LineProgress(spec, workers);
}

/** The summary shows at most this many rows; `sparsweep results` prints all. */
const MOST_ROWS = 40;
/** The summary shows at most this many errors. */
const MOST_ERRORS = 5;

/** Prints how a sweep ended and its results, and returns the exit status. */
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
  const failed = counts.failed + counts.diverged;
  if (failed === 0) return;
  printLine();
  const where = "status IN ('failed', 'diverged')";
  for (const { number, status, error } of reader.results(sweepId, { where, limit: MOST_ERRORS })) {
    printLine(`trial ${number} ${status}: ${firstLine(error ?? 'unknown reason')}`);
  }
  if (failed > MOST_ERRORS) printLine(`and ${failed - MOST_ERRORS} more`);
}

/** The first rows, by configuration if trials are replicated, and the number of all rows. */
function firstRows(reader: StoreReader, sweepId: number, counts: TrialCounts): Table & { readonly total: number } {
  if (reader.results(sweepId, { where: 'replicate > 0', limit: 1 }).length > 0) {
    const { columns, rows } = configurationsTable(reader.configurations(sweepId));
    return { columns, rows: rows.slice(0, MOST_ROWS), total: rows.length };
  }
  // Reading all trials of a large sweep would take too long for a summary.
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { ...resultsTable(reader.results(sweepId, { limit: MOST_ROWS })), total };
}

function describeEnd(end: SweepEnd, counts: TrialCounts): string {
  const unfinished = counts.pending + counts.running;
  switch (end) {
    case 'finished':
      return 'finished';
    case 'interrupted':
      return `interrupted: ${counted(unfinished, 'trial')} not trained; finished trials are stored`;
    case 'failed':
      return `stopped: more trials failed than run.maxFailedTrials allows; ${counted(unfinished, 'trial')} not trained`;
  }
}

/** The argument for this sweep: its name if that is one word in a shell, else its number. */
function selectorOf({ id, name }: SweepRow): string {
  return /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : String(id);
}

function dbArgument(db: string): string {
  return db === DEFAULT_DB ? '' : ` --db ${db}`;
}

/**
 * Turns Ctrl-C into an abort signal: the first one aborts it and calls `onFirst`, the second calls `onSecond`. SIGTERM and
 * SIGHUP (sent when the terminal is closed) count as Ctrl-C.
 */
function stopOnInterrupt(onFirst: () => void, onSecond: () => void): AbortSignal {
  const stopping = new AbortController();
  const interrupt = (): void => {
    if (stopping.signal.aborted) {
      onSecond();
    } else {
      // Abort first, so that the workers know before the user is told.
      stopping.abort();
      onFirst();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return stopping.signal;
}

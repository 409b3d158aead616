import { availableParallelism } from 'node:os';
import { LocalExecutor, type Store, type SweepResult, type SweepSpec, type Training } from '@sparsweep/core';
import { ExitStatus } from './exitStatus.ts';
import { stopOnInterrupt } from './interrupt.ts';
import { printError } from './print.ts';
import { printSummary } from './printSummary.ts';
import { JsonProgress } from './progress/jsonProgress.ts';
import { LineProgress } from './progress/lineProgress.ts';
import type { Progress } from './progress/progress.ts';
import { TerminalProgress } from './progress/terminalProgress.ts';

/** What the user says of how a sweep is to be trained. */
export interface TrainOptions {
  readonly db: string;
  readonly workers?: number;
  readonly json: boolean;
}

/**
 * Trains a sweep for the user: shows how it goes on, stops on Ctrl-C, and says how it ended. The store is closed.
 *
 * @param begin trains the sweep, which is in the store.
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
    // The sweep had begun, so this is no longer bad input.
    printError(thrown);
    return ExitStatus.someFailed;
  } finally {
    store.close();
  }
}

function progressFor(spec: SweepSpec, workers: number, { json }: TrainOptions): Progress {
  if (json) return new JsonProgress();
  return process.stdout.isTTY ? new TerminalProgress(spec, workers) : new LineProgress(spec, workers);
}

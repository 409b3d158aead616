import { SparsweepError } from '@sparsweep/core';
import { CommanderError } from 'commander';
import { ExitStatus } from './exitStatus.ts';
import { printError } from './print.ts';
import { buildProgram } from './program.ts';

/** Runs the command line and sets the exit status. */
export async function main(args: readonly string[]): Promise<void> {
  // A reader such as `head` may close the pipe when it has seen enough, and a terminal may go: EIO. Neither is an error,
  // nor a reason to end a sweep.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  try {
    await buildProgram().parseAsync(args, { from: 'user' });
  } catch (thrown) {
    process.exitCode = statusOf(thrown);
    if (!(thrown instanceof CommanderError)) printError(thrown);
  }
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? ExitStatus.finished : ExitStatus.badInput;
  return thrown instanceof SparsweepError ? ExitStatus.badInput : ExitStatus.someFailed;
}

import { SparsweepError } from '@sparsweep/core';
import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { datasetCommand } from './commands/dataset.ts';
import { doctorCommand } from './commands/doctor.ts';
import { inspectCommand } from './commands/inspect.ts';
import { listCommand } from './commands/list.ts';
import { pluginsCommand } from './commands/plugins.ts';
import { queryCommand } from './commands/query.ts';
import { reportCommand } from './commands/report.ts';
import { rerunCommand } from './commands/rerun.ts';
import { resultsCommand } from './commands/results.ts';
import { resumeCommand } from './commands/resume.ts';
import { runCommand } from './commands/run.ts';
import { showCommand } from './commands/show.ts';
import { validateCommand } from './commands/validate.ts';
import { ExitStatus, printError } from './print.ts';

/** Runs the command line and sets the exit status. */
export async function main(args: readonly string[]): Promise<void> {
  // A reader such as `head` may close the pipe (EPIPE), and a terminal may be closed (EIO). Neither may end a sweep.
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

/** The whole command line. */
function buildProgram(): Command {
  const program = new Command('sparsweep')
    .description('How sparse can each level of a network be, by which method, and at what cost in accuracy?')
    .version(manifest.version)
    .showSuggestionAfterError()
    .enablePositionalOptions();
  const commands = [
    runCommand(),
    resumeCommand(),
    validateCommand(),
    listCommand(),
    showCommand(),
    resultsCommand(),
    queryCommand(),
    reportCommand(),
    rerunCommand(),
    pluginsCommand(),
    datasetCommand(),
    inspectCommand(),
    doctorCommand(),
  ];
  for (const command of commands) program.addCommand(prepared(command, `sparsweep ${command.name()}`));
  return prepared(program, 'sparsweep');
}

/** Makes a command throw instead of ending the process, so that output is flushed and `main` sets the exit status. */
function prepared(command: Command, name: string): Command {
  return command.exitOverride().showHelpAfterError(`(${name} --help lists what is available)`);
}

import { Command } from 'commander';
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
import { VERSION } from './version.ts';

/** The whole command line. */
export function buildProgram(): Command {
  const program = new Command('sparsweep')
    .description('How sparse can each level of a network be, by which method, and at what cost in accuracy?')
    .version(VERSION)
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

/** The command, throwing where commander would end the process, so that output is flushed and the status is ours. */
function prepared(command: Command, name: string): Command {
  return command.exitOverride().showHelpAfterError(`(${name} --help says what there is)`);
}

import { availableParallelism, cpus, totalmem } from 'node:os';
import { importPlugin } from '@sparsweep/core';
import { Command } from 'commander';
import { catalog } from '../catalog.ts';
import { examples } from '../examples.ts';
import { printLine } from '../print.ts';
import { VERSION } from '../version.ts';

/** `doctor`: what this machine has, and what to install for the rest. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('say what this machine has: versions, cores, engines, and how to get what it lacks')
    .addHelpText('after', examples('sparsweep doctor'))
    .action(async () => {
      printLine(`sparsweep  ${VERSION}`);
      printLine(`node       ${process.version} (${process.execPath})`);
      printLine(`system     ${process.platform} ${process.arch}`);
      printLine(`processor  ${cpus()[0]?.model.trim() ?? 'unknown'}`);
      printLine(`cores      ${availableParallelism()}: so many workers by default`);
      printLine(`memory     ${(totalmem() / 2 ** 30).toFixed(1)} GiB`);
      for (const [name, url] of Object.entries(catalog.modules.engine)) {
        const { backend, advice } = await (await importPlugin('engine', url)).describe();
        printLine(`engine     ${name}: ${backend}`);
        if (advice !== undefined) printLine(`           ${advice}`);
      }
    });
}

import { availableParallelism, cpus, totalmem } from 'node:os';
import { checkStore, importPlugin, SparsweepError, saveStore } from '@sparsweep/core';
import { Command } from 'commander';
import { catalog } from '../catalog.ts';
import { examples } from '../examples.ts';
import { printLine } from '../print.ts';
import { printSavedRows, printStoreCheck } from '../printStoreCheck.ts';
import { VERSION } from '../version.ts';

/** `doctor`: what this machine has, and what to install for the rest; or how a database stands. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('say what this machine has: versions, cores, engines, and how to get what it lacks')
    .option('--db <file>', 'check this database instead: whether it is sound, and what of it can be read')
    .option('--save <file>', 'save what can be read of that database into this new one')
    .addHelpText(
      'after',
      examples(
        'sparsweep doctor',
        'sparsweep doctor --db sparsweep.db',
        'sparsweep doctor --db sparsweep.db --save saved.db',
      ),
    )
    .action(async ({ db, save }: { db?: string; save?: string }) => {
      if (db === undefined && save !== undefined) {
        throw new SparsweepError('invalid-option', '--save needs the database to save from: add --db FILE');
      }
      if (db === undefined) await describeMachine();
      else if (save === undefined) process.exitCode = printStoreCheck(db, await checkStore(db));
      else printSavedRows(save, await saveStore(db, save));
    });
}

async function describeMachine(): Promise<void> {
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
}

import { planSweep } from '@sparsweep/core';
import { Command } from 'commander';
import { catalog } from '../catalog.ts';
import { counted } from '../describe.ts';
import { readSweepFile } from '../inputs.ts';
import { examples, setOption } from '../options.ts';
import { printLine } from '../print.ts';

/** `validate`: prints every error of a sweep file. */
export function validateCommand(): Command {
  return new Command('validate')
    .description('check a sweep file and print all its errors')
    .argument('<sweep.yaml>', 'the sweep file')
    .addOption(setOption('change a value of the file first'))
    .addHelpText(
      'after',
      examples('sparsweep validate sweep.yaml', 'sparsweep validate sweep.yaml --set train.epochs=5'),
    )
    .action(async (path: string, options: { set: readonly string[] }) => {
      const { trials } = planSweep(await readSweepFile(path, options.set), catalog);
      printLine(`${path} is valid: ${counted(trials.length, 'trial')}`);
    });
}

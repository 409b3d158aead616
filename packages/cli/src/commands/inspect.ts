import { planSweep, structureOfTrial } from '@sparsweep/core';
import type { Stage } from '@sparsweep/engine-wasm';
import { Command, Option } from 'commander';
import { catalog } from '../catalog.ts';
import { readSweepFile } from '../inputs.ts';
import { examples, setOption, trialNumber } from '../options.ts';
import { printLine } from '../print.ts';

interface Options {
  readonly stage: Stage;
  readonly trial: number;
  readonly set: readonly string[];
}

/** `inspect`: prints a stage of the compilation of one structure. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('print how the compiled engine compiles the training step of a trial')
    .argument('<sweep.yaml>', 'the sweep file')
    .addOption(
      new Option('--stage <stage>', 'the operations, the fused kernels, or the WebAssembly text')
        .choices(['graph', 'kernels', 'wat'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--trial <number>', 'number of the trial').argParser(trialNumber).default(0))
    .addOption(setOption('change a value of the file first'))
    .addHelpText(
      'after',
      examples(
        'sparsweep inspect experiments/article/sweep.yaml --stage graph',
        'sparsweep inspect sweep.yaml --trial 3 --stage wat --set model.layers[0].units=4',
      ),
    )
    .action(async (path: string, { stage, trial, set }: Options) => {
      const plan = planSweep(await readSweepFile(path, set), catalog);
      const structure = await structureOfTrial(plan, trial);
      // Imported here because no other command needs the compiler.
      const { inspectStructure } = await import('@sparsweep/engine-wasm');
      printLine(await inspectStructure(structure, stage));
    });
}

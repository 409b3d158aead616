import { type Dataset, loadDataset } from '@sparsweep/core';
import type { Table } from '@sparsweep/reporter';
import { Command, Option } from 'commander';
import { catalog } from '../catalog.ts';
import { examples, formatOption, seedNumber, setOption } from '../options.ts';
import { printTable } from '../print.ts';

interface Options {
  readonly set: readonly string[];
  readonly format: 'csv' | 'json';
  readonly seed: number;
}

/** `dataset`: prints the samples of a dataset. */
export function datasetCommand(): Command {
  return new Command('dataset')
    .description('print the samples of a dataset: x0 to xn, then y')
    .argument('<name>', 'a dataset: its name, the path of a plugin file, or a package')
    .addOption(setOption('set an option of the dataset'))
    .addOption(formatOption('csv', 'json'))
    .addOption(new Option('--seed <seed>', 'seed of a sweep, for random datasets').argParser(seedNumber).default(0))
    .addHelpText(
      'after',
      examples(
        'sparsweep dataset digits | head',
        'sparsweep dataset classification --set nSamples=1000 --set nInformative=2 --set nRedundant=0 --set randomState=42',
        'sparsweep dataset csv --set path=my.csv --set target=species --format json',
      ),
    )
    .action(async (name: string, { set, format, seed }: Options) => {
      const dataset = await loadDataset({ use: name, sets: set, seed, folder: process.cwd() }, catalog);
      printTable(samplesTable(dataset), format);
    });
}

/** A row for each sample, with the names of classes. Features are always called `x0` and so on. */
function samplesTable({ features, levels }: Dataset): Table {
  const labelNames = levels.map(({ name }, i) => (i === levels.length - 1 ? 'y' : name));
  const names = [...Array.from({ length: features.columns }, (_, i) => `x${i}`), ...labelNames];
  return {
    columns: names.map((name) => ({ name, kind: 'value' })),
    rows: Array.from({ length: features.rows }, (_, row) => [
      ...features.values.subarray(row * features.columns, (row + 1) * features.columns),
      ...levels.map(({ classes, labels }) => classes[labels[row] ?? -1] ?? ''),
    ]),
  };
}

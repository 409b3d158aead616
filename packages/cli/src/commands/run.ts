import { captureEnvironment, openStore, planSweep, rerunOrigin, runSweep, type SweepPlan } from '@sparsweep/core';
import { visibleText } from '@sparsweep/reporter';
import { Command } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { catalog } from '../catalog.ts';
import { counted } from '../describe.ts';
import { readSweepFile } from '../inputs.ts';
import { dbOption, examples, setOption, workersOption } from '../options.ts';
import { printLine, printTable } from '../print.ts';
import { train } from '../train.ts';

/** The packages whose versions are stored with a sweep: those of this program, and those of TensorFlow.js. */
const PACKAGES = [...Object.keys(manifest.dependencies), '@tensorflow/tfjs', '@tensorflow/tfjs-node'];

interface Options {
  readonly db: string;
  readonly set: readonly string[];
  readonly workers?: number;
  readonly engine?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `run`: trains every trial of a sweep file and stores the results. */
export function runCommand(): Command {
  return new Command('run')
    .description('train every configuration of a sweep file and store the results')
    .argument('<sweep.yaml>', 'the sweep file')
    .addOption(dbOption())
    .addOption(setOption('change a value of the file first, such as train.epochs=5'))
    .addOption(workersOption())
    .option('--engine <name>', 'the engine; `sparsweep doctor` lists them')
    .option('--dry-run', 'only print the number of trials and the first ten configurations', false)
    .option('--json', 'print one JSON object a line', false)
    .addHelpText(
      'after',
      examples(
        'sparsweep run experiments/article/sweep.yaml',
        'sparsweep run sweep.yaml --dry-run',
        'sparsweep run sweep.yaml --set train.epochs=5 --set search.seed=1 --workers 4 --db results.db',
        'sparsweep run sweep.yaml --json | jq .',
      ),
    )
    .action(async (path: string, options: Options) => {
      const engine = options.engine === undefined ? [] : [`run.engine=${JSON.stringify(options.engine)}`];
      const sweep = await readSweepFile(path, [...options.set, ...engine]);
      const plan = planSweep(sweep, catalog);
      if (options.dryRun) printPlan(plan, options.json);
      else process.exitCode = await run(plan, options);
    });
}

async function run(plan: SweepPlan, options: Options): Promise<number> {
  const { spec } = plan;
  const captured = await captureEnvironment({ folder: spec.origin.folder, packages: PACKAGES });
  const environment = {
    ...captured,
    ...rerunOrigin({ engine: spec.run.engine, folder: spec.origin.folder }, options.db, catalog),
  };
  const store = await openStore(options.db);
  return train(spec, store, options, (training) => runSweep({ plan, store, environment, ...training }));
}

/** The number of configurations that a dry run prints. */
const MOST_SHOWN = 10;

/** Prints what a sweep would train: how many trials, and its first configurations. */
function printPlan({ spec, generation, trials }: SweepPlan, json: boolean): void {
  const { name } = spec;
  const { replicates, space } = spec.search;
  const configurations = trials.filter(({ replicate }) => replicate === 0);
  const first = configurations.slice(0, MOST_SHOWN);
  const budget = Math.floor((spec.search.trials ?? 0) / replicates) * replicates;
  // A sampler that learns from results has proposed only its first generation.
  const atMost = generation.isLast ? trials.length : Math.max(budget, trials.length);
  if (json) {
    const shown = first.map(({ configurationIndex, parameters, configuration }) => ({
      configuration: configurationIndex,
      parameters,
      point: configuration,
    }));
    const counts = { trials: trials.length, atMost, configurations: configurations.length };
    printLine(JSON.stringify({ name, ...counts, first: shown }));
    return;
  }
  const each = `${counted(configurations.length, 'configuration')}, ${counted(replicates, 'replicate')} of each`;
  const known = atMost === trials.length ? '' : `at most ${counted(atMost, 'trial')}, of which are known: `;
  printLine(`${visibleText(name)}: ${known}${counted(trials.length, 'trial')} (${each})`);
  const names = space.parameters.map((parameter) => parameter.name);
  if (names.length === 0) return;
  const columns = ['configuration', ...names].map((column) => ({ name: column, kind: 'value' as const }));
  const rows = first.map(({ configurationIndex, parameters }) => [
    configurationIndex,
    ...names.map((key) => parameters[key]),
  ]);
  printTable({ columns, rows }, 'table');
  if (configurations.length > MOST_SHOWN) printLine(`and ${configurations.length - MOST_SHOWN} more`);
}

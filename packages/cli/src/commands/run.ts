import { captureEnvironment, openStore, planSweep, rerunOrigin, runSweep, type SweepPlan } from '@sparsweep/core';
import { Command } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { catalog } from '../catalog.ts';
import { examples } from '../examples.ts';
import { dbOption, setOption, workersOption } from '../options.ts';
import { printPlan } from '../printPlan.ts';
import { readSweepFile } from '../sweepFile.ts';
import { train } from '../train.ts';

/** The packages whose versions are stored with a sweep: everything that comes along, and what computes. */
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
    .option('--engine <name>', 'what computes; see `sparsweep doctor`')
    .option('--dry-run', 'only say how many trials there are, and the first ten configurations', false)
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

import { availableParallelism } from 'node:os';
import {
  captureEnvironment,
  LocalExecutor,
  openStore,
  planSweep,
  rerunOrigin,
  runSweep,
  type SweepPlan,
} from '@sparsweep/core';
import { Command, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { catalog } from '../catalog.ts';
import { examples } from '../examples.ts';
import { ExitStatus } from '../exitStatus.ts';
import { stopOnInterrupt } from '../interrupt.ts';
import { dbOption, positiveInteger, setOption } from '../options.ts';
import { printError } from '../print.ts';
import { printPlan } from '../printPlan.ts';
import { printSummary } from '../printSummary.ts';
import { JsonProgress } from '../progress/jsonProgress.ts';
import { LineProgress } from '../progress/lineProgress.ts';
import type { Progress } from '../progress/progress.ts';
import { TerminalProgress } from '../progress/terminalProgress.ts';
import { readSweepFile } from '../sweepFile.ts';

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
    .addOption(new Option('--workers <count>', 'processes that train at once').argParser(positiveInteger))
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
      const spec = await readSweepFile(path, [...options.set, ...engine]);
      const plan = planSweep(spec, catalog);
      if (options.dryRun) printPlan(plan, options.json);
      else process.exitCode = await run(plan, options);
    });
}

async function run(plan: SweepPlan, options: Options): Promise<number> {
  const { folder, run } = plan.spec;
  const workers = options.workers ?? (run.workers === 'auto' ? availableParallelism() : run.workers);
  const captured = await captureEnvironment({ folder, packages: PACKAGES });
  const environment = { ...captured, ...rerunOrigin(plan.spec, options.db, catalog) };
  const store = await openStore(options.db);
  const progress = progressFor(plan, workers, options);
  const executor = new LocalExecutor({ ...run, onOutput: (line) => progress.output(line) });
  const signal = stopOnInterrupt(
    () => progress.notice('stopping at the end of the running epochs; Ctrl-C again stops at once'),
    () => executor.close(),
  );
  const now = (): Date => new Date();
  try {
    const sweep = { plan, store, environment, executor, workers, now, signal, observer: progress };
    const result = await runSweep(sweep).finally(() => progress.close());
    return printSummary(result, options);
  } catch (thrown) {
    // The sweep had begun, so this is no longer bad input.
    printError(thrown);
    return ExitStatus.someFailed;
  } finally {
    store.close();
  }
}

function progressFor({ spec }: SweepPlan, workers: number, { json }: Options): Progress {
  if (json) return new JsonProgress();
  return process.stdout.isTTY ? new TerminalProgress(spec, workers) : new LineProgress(spec, workers);
}

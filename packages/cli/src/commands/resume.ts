import { resolve } from 'node:path';
import {
  captureEnvironment,
  environmentChanges,
  isJsonObject,
  openExistingStore,
  planResume,
  type ResumePlan,
  resumeSweep,
  type SweepRow,
  type TrialCounts,
} from '@sparsweep/core';
import { Argument, Command } from 'commander';
import { catalog } from '../catalog.ts';
import { describeChanges } from '../describeRerun.ts';
import { withReader } from '../inputs.ts';
import { dbOption, examples, setOption, workersOption } from '../options.ts';
import { printSummary, train } from '../train.ts';

interface Options {
  readonly db: string;
  readonly set: readonly string[];
  readonly workers?: number;
  readonly folder?: string;
  readonly retryFailed: boolean;
  readonly json: boolean;
}

/** `resume`: trains the missing trials of a sweep that was interrupted or killed. */
export function resumeCommand(): Command {
  return new Command('resume')
    .description('continue a sweep that was interrupted or killed: train only the missing trials')
    .addArgument(
      new Argument('[sweep]', 'name of a sweep (the newest of that name) or its number (default: the newest of all)'),
    )
    .addOption(dbOption())
    .option('--retry-failed', 'also train the failed trials again', false)
    .addOption(setOption('change how the sweep runs, such as run.trialTimeout=20m'))
    .addOption(workersOption())
    .option('--folder <folder>', 'where relative paths in the sweep file start (default: where they did)')
    .option('--json', 'print one JSON object a line', false)
    .addHelpText(
      'after',
      examples(
        'sparsweep resume',
        'sparsweep resume digits-frontier --workers 4 --db results.db',
        'sparsweep resume 3 --retry-failed --set run.memoryLimit=4GiB',
      ),
    )
    .action(async (selector: string | undefined, options: Options) => {
      process.exitCode = await resume(selector, options);
    });
}

async function resume(selector: string | undefined, options: Options): Promise<number> {
  const { db, set, folder } = options;
  // Opening upgrades an older schema, so it comes before reading.
  const store = await openExistingStore(db);
  try {
    const { sweep, counts } = findSweep(selector, db);
    const from = folder === undefined ? {} : { folder: resolve(folder) };
    const request = { sweep, sets: set, db, presentFolder: process.cwd(), ...from };
    const plan = await planResume(request, catalog);
    if (sweep.status === 'finished' && !(options.retryFailed && counts.failed > 0)) {
      return printSummary({ sweepId: sweep.id, end: 'finished', reason: 'nothing is missing' }, options);
    }
    const writer = store.resumeSweep(sweep.id, new Date());
    await warnOfChanges(sweep, plan);
    const retry = options.retryFailed ? 'failed' : 'none';
    return await train(plan.spec, store, options, (training) => resumeSweep({ plan, writer, retry, ...training }));
  } finally {
    store.close();
  }
}

function findSweep(
  selector: string | undefined,
  db: string,
): { readonly sweep: SweepRow; readonly counts: TrialCounts } {
  return withReader(db, (reader) => {
    const sweep = reader.findSweep(selector);
    return { sweep, counts: reader.progress(sweep.id) };
  });
}

/** Warns of changes of the environment, because new results may differ in their last digits. */
async function warnOfChanges({ environment }: SweepRow, { spec }: ResumePlan): Promise<void> {
  const packages = isJsonObject(environment.packages) ? Object.keys(environment.packages) : [];
  const changes = environmentChanges(environment, await captureEnvironment({ folder: spec.origin.folder, packages }));
  if (changes.length > 0)
    process.stderr.write(`warning: the environment changed since the sweep started: ${describeChanges(changes)}\n`);
}

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

/** `resume`: trains what is missing of a sweep that was interrupted or whose process died. */
export function resumeCommand(): Command {
  return new Command('resume')
    .description('go on with a sweep that was interrupted or whose process died: train exactly what is missing')
    .addArgument(
      new Argument('[sweep]', 'name of a sweep (the newest of that name) or its number (default: the newest of all)'),
    )
    .addOption(dbOption())
    .option('--retry-failed', 'train the trials that failed anew, too', false)
    .addOption(setOption('change how it is run, such as run.trialTimeout=20m'))
    .addOption(workersOption())
    .option('--folder <folder>', 'where paths in the sweep file start (default: where they did)')
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
  // An older schema is brought up to date by this, and is not read before.
  const store = await openExistingStore(db);
  try {
    const { sweep, counts } = standing(selector, db);
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

function standing(
  selector: string | undefined,
  db: string,
): { readonly sweep: SweepRow; readonly counts: TrialCounts } {
  return withReader(db, (reader) => {
    const sweep = reader.findSweep(selector);
    return { sweep, counts: reader.progress(sweep.id) };
  });
}

/** Says what is not as it was when the sweep began: the numbers to come may differ in their last digits for it. */
async function warnOfChanges({ environment }: SweepRow, { spec }: ResumePlan): Promise<void> {
  const packages = isJsonObject(environment.packages) ? Object.keys(environment.packages) : [];
  const changes = environmentChanges(environment, await captureEnvironment({ folder: spec.origin.folder, packages }));
  if (changes.length > 0) process.stderr.write(`not as it was when the sweep began: ${describeChanges(changes)}\n`);
}

import { resolve } from 'node:path';
import {
  captureEnvironment,
  compareRerun,
  environmentChanges,
  isJsonObject,
  LocalExecutor,
  openReader,
  planRerun,
  type RerunPlan,
  rerunTrial,
} from '@sparsweep/core';
import { Argument, Command } from 'commander';
import { catalog } from '../catalog.ts';
import { describeRerun, type RerunOutcome } from '../describeRerun.ts';
import { dbOption, examples, trialNumber } from '../options.ts';
import { ExitStatus, printLine } from '../print.ts';

interface Options {
  readonly db: string;
  readonly sweep?: string;
  readonly engine?: string;
  readonly folder?: string;
  readonly json: boolean;
}

/** `rerun`: trains a stored trial again and compares every number. */
export function rerunCommand(): Command {
  return new Command('rerun')
    .description('train a stored trial again and compare every number, bit for bit')
    .addArgument(new Argument('<trial>', 'number of the trial in its sweep').argParser(trialNumber))
    .addOption(dbOption())
    .option('--sweep <sweep>', 'name of the sweep (the newest of that name) or its number (default: the newest of all)')
    .option('--engine <name>', 'the engine (default: that of the sweep); another one gives other last digits')
    .option('--folder <folder>', 'where relative paths in the sweep file start (default: where they did)')
    .option('--json', 'print one JSON object', false)
    .addHelpText(
      'after',
      examples(
        'sparsweep rerun 3',
        'sparsweep rerun 0 --sweep article --db results.db',
        'sparsweep rerun 3 --json | jq .',
      ),
    )
    .action(async (trial: number, options: Options) => {
      const plan = await planFor(trial, options);
      const outcome = await rerun(plan);
      printLine(options.json ? JSON.stringify(jsonOf(outcome)) : describeRerun(outcome));
      process.exitCode = outcome.comparison.equal ? ExitStatus.finished : ExitStatus.someFailed;
    });
}

async function planFor(trial: number, { db, sweep, engine, folder }: Options): Promise<RerunPlan> {
  const reader = openReader(db);
  try {
    const request = {
      trial,
      db,
      presentFolder: process.cwd(),
      ...(sweep === undefined ? {} : { sweep }),
      ...(engine === undefined ? {} : { engine }),
      ...(folder === undefined ? {} : { folder: resolve(folder) }),
    };
    return await planRerun(reader, request, catalog);
  } finally {
    reader.close();
  }
}

async function rerun(plan: RerunPlan): Promise<RerunOutcome> {
  const { environment } = plan.sweep;
  const packages = isJsonObject(environment.packages) ? Object.keys(environment.packages) : [];
  const executor = new LocalExecutor({ onOutput: (line) => process.stderr.write(`${line}\n`) });
  const [again, present] = await Promise.all([
    rerunTrial(plan.job, executor, plan.stored.status === 'finished' ? 'finished' : 'stopped'),
    captureEnvironment({ folder: plan.job.folder, packages }),
  ]);
  return {
    plan,
    again,
    comparison: compareRerun(plan.stored, again),
    changes: environmentChanges(environment, present),
  };
}

/** The outcome as JSON; numbers that are not finite become null. */
function jsonOf({ plan, again, comparison, changes }: RerunOutcome): object {
  const { sweep, trial, engine, storedEngine } = plan;
  const { equal, first, measurements, weights } = comparison;
  const { status, epochs } = again;
  return {
    sweep: sweep.id,
    trial: trial.number,
    equal,
    ...(first === undefined ? {} : { first }),
    measurements,
    weights,
    status,
    epochs,
    engine,
    storedEngine,
    environment: changes,
  };
}

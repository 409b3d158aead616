import { dirname, join } from 'node:path';
import { runSweepCommand, timeCommand } from './command.ts';
import { type Figure, repeat } from './measure.ts';
import { writeNullSweep } from './nullSweep.ts';

/** Milliseconds from starting `sparsweep run` to the end of its first trial, with what earlier starts left compiled. */
export async function firstTrial(runs: number): Promise<Figure> {
  await using sweep = await writeNullSweep(2);
  const values = await repeat(runs, () => timeToFirstTrial(sweep.path, {}));
  return { name: 'start to first finished trial', unit: 'ms', values, target: 1500 };
}

/** The same, as on the first start after an installation: nothing is compiled yet. */
export async function firstTrialCold(runs: number): Promise<Figure> {
  await using sweep = await writeNullSweep(2);
  let caches = 0;
  const values = await repeat(runs, () =>
    timeToFirstTrial(sweep.path, { NODE_COMPILE_CACHE: join(dirname(sweep.path), `cache-${caches++}`) }),
  );
  return { name: 'start to first finished trial, nothing compiled', unit: 'ms', values, target: 1500 };
}

async function timeToFirstTrial(sweep: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const events = await runSweepCommand(sweep, environment);
  return events.find(({ event }) => event === 'ended')?.at ?? Number.NaN;
}

/** Milliseconds that Node takes to start and end: no command can be faster. */
export async function nodeStart(runs: number): Promise<Figure> {
  const values = await repeat(runs, () => timeCommand(process.execPath, ['--eval', '']));
  return { name: 'starting Node', unit: 'ms', values };
}

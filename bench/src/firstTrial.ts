import { runSweepCommand, timeCommand } from './command.ts';
import { type Figure, repeat } from './measure.ts';
import { writeNullSweep } from './nullSweep.ts';

/** Milliseconds from starting `sparsweep run` to the end of its first trial. */
export async function firstTrial(runs: number): Promise<Figure> {
  await using sweep = await writeNullSweep(2);
  const values = await repeat(runs, async () => {
    const events = await runSweepCommand(sweep.path);
    return events.find(({ event }) => event === 'ended')?.at ?? Number.NaN;
  });
  return { name: 'start to first finished trial', unit: 'ms', values, target: 1500 };
}

/** Milliseconds that Node takes to start and end: no command can be faster. */
export async function nodeStart(runs: number): Promise<Figure> {
  const values = await repeat(runs, () => timeCommand(process.execPath, ['--eval', '']));
  return { name: 'starting Node', unit: 'ms', values };
}

import { runSweepCommand } from './command.ts';
import { type Figure, repeat } from './measure.ts';
import { writeNullSweep } from './nullSweep.ts';

/**
 * What a trial costs beyond its training: asking the sampler, planning, handing it to a worker, storing its records,
 * telling. Milliseconds from the end of the first trial to the end of the last, a trial.
 *
 * @param trials how many the sweep has.
 */
export async function trialOverhead(runs: number, trials: number): Promise<Figure> {
  await using sweep = await writeNullSweep(trials);
  const values = await repeat(runs, async () => {
    const ends = (await runSweepCommand(sweep.path)).filter(({ event }) => event === 'ended').map(({ at }) => at);
    return (Math.max(...ends) - Math.min(...ends)) / (ends.length - 1);
  });
  return { name: `overhead of a trial, of ${trials}`, unit: 'ms', values, target: 2 };
}

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSweepCommand } from '../command.ts';
import type { Figure } from '../measure.ts';
import { watchMemory } from './peakMemory.ts';

const SWEEP = fileURLToPath(new URL('../../sweeps/strength.yaml', import.meta.url));
const TRIALS = 256;
const MEGABYTE = 1e6;

/**
 * Seconds that `sparsweep run` takes for 256 trials of the article's network with two workers, from start to end and with
 * nothing compiled before, and the most memory that a worker had.
 *
 * @param folder for files that may go afterwards.
 */
export async function articleSweep(folder: string): Promise<readonly Figure[]> {
  const path = join(folder, 'strength.yaml');
  await copyFile(SWEEP, path);
  using watch = watchMemory((commandLine) => /\/run\/worker\.[jt]s /.test(commandLine));
  const startedAt = performance.now();
  const events = await runSweepCommand(path, { XDG_CACHE_HOME: join(folder, 'sweep-cache') });
  const seconds = (performance.now() - startedAt) / 1000;
  const ended = events.filter(({ event }) => event === 'ended').length;
  if (ended !== TRIALS) throw new Error(`${ended} of ${TRIALS} trials ended`);
  const peaks = [...watch.peaks.values()].map((bytes) => bytes / MEGABYTE);
  return [
    { name: '256 trials of 100 epochs, 2 workers', unit: 's', values: [seconds], target: 25 },
    ...(peaks.length === 0
      ? []
      : [{ name: 'most memory of a worker there', unit: 'MB', values: [Math.max(...peaks)], target: 300 } as const]),
  ];
}

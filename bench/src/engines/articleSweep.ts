import { readdirSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSweepCommand } from '../command.ts';
import type { Figure } from '../figures.ts';

const SWEEP = fileURLToPath(new URL('../../sweeps/strength.yaml', import.meta.url));
const TRIALS = 256;
const MEGABYTE = 1e6;

/**
 * Seconds that `sparsweep run` takes for 256 trials of the article's network with two workers and an empty module cache,
 * and the peak memory of a worker.
 *
 * @param folder A folder for temporary files.
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

/** Milliseconds between readings. Memory allocated just before a process ends may be missed. */
const INTERVAL = 20;

/** Watches the peak memory of processes. */
interface MemoryWatch extends Disposable {
  /** Peak resident bytes so far by process id. */
  readonly peaks: ReadonlyMap<number, number>;
}

/**
 * Watches the descendants of this process with a matching command line. It needs Linux; on other systems `peaks` stays
 * empty.
 */
function watchMemory(matches: (commandLine: string) => boolean): MemoryWatch {
  const peaks = new Map<number, number>();
  const timer = setInterval(() => {
    for (const pid of descendants(process.pid)) {
      const peak = matches(readProcess(pid, 'cmdline').replaceAll('\0', ' ')) && peakOf(readProcess(pid, 'status'));
      if (peak) peaks.set(pid, peak);
    }
  }, INTERVAL);
  return { peaks, [Symbol.dispose]: () => clearInterval(timer) };
}

/** The peak resident bytes of a process, from its `/proc/PID/status`. */
export function peakOf(status: string): number | undefined {
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

function descendants(pid: number): readonly number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    readProcess(pid, `task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Reads a file from `/proc/PID`; empty if the process has ended. */
function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

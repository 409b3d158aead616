import { readdirSync, readFileSync } from 'node:fs';

/** How often the peaks are read, in milliseconds: what a process takes just before it ends may be missed. */
const INTERVAL = 20;

/** Watches how much memory some processes take at most. */
export interface MemoryWatch extends Disposable {
  /** Bytes that each process had in memory at most so far, by process id. */
  readonly peaks: ReadonlyMap<number, number>;
}

/**
 * Watches the processes that this one started, directly or not, and whose command line `matches`. Only Linux tells; on
 * other systems there are no peaks.
 */
export function watchMemory(matches: (commandLine: string) => boolean): MemoryWatch {
  const peaks = new Map<number, number>();
  const timer = setInterval(() => {
    for (const pid of descendants(process.pid)) {
      const peak = matches(readProcess(pid, 'cmdline').replaceAll('\0', ' ')) && peakOf(readProcess(pid, 'status'));
      if (peak) peaks.set(pid, peak);
    }
  }, INTERVAL);
  return { peaks, [Symbol.dispose]: () => clearInterval(timer) };
}

/** The most memory that a process had, in bytes, from its `/proc/PID/status`. */
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

/** A file about a process; nothing where it has ended meanwhile. */
function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

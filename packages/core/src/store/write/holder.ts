import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that trains a sweep, and alone may write to it. */
export interface Holder {
  /** Drawn anew by each holder. */
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** Where the process id means this process: the boot and the namespace; empty where the system does not say. */
  readonly kernel: string;
  /** Tells the process from a later one of the same id; null where the system does not say. */
  readonly processStart: string | null;
}

/** A holder as it is stored. */
export interface StoredHolder extends Holder {
  readonly since: Date;
  /** When it last said that it is there. */
  readonly heardAt: Date;
}

/** How often a holder says that it is there. */
export const HEARTBEAT_MILLISECONDS = 5000;
/** A holder of whose process nothing can be known is gone when it was silent for so long. */
export const SILENCE_MILLISECONDS = 30_000;

/** This process as the holder of a sweep. */
export function thisProcess(): Holder {
  const { pid } = process;
  return { token: randomUUID(), host: hostname(), pid, kernel: kernel(), processStart: processStart(pid) ?? null };
}

/** Whether a holder's process can be seen from here, be it running or not. */
export function isInSight(holder: Holder, here: Pick<Holder, 'host' | 'kernel'>): boolean {
  return holder.host === here.host && holder.kernel === here.kernel;
}

/**
 * Whether a holder is gone for sure: its process has ended or, where that cannot be seen from here (another machine or
 * container), it has been silent for too long.
 */
export function isGone(holder: StoredHolder, here: Pick<Holder, 'host' | 'kernel'>, now: Date): boolean {
  if (isInSight(holder, here)) {
    if (!isRunning(holder.pid)) return true;
    const start = processStart(holder.pid);
    if (start !== undefined && holder.processStart !== null) return start !== holder.processStart;
  }
  return now.getTime() - holder.heardAt.getTime() > SILENCE_MILLISECONDS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // It runs but belongs to someone else.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** When a process began, in the system's own words; undefined where it does not say or there is none. */
function processStart(pid: number): string | undefined {
  // What follows the name in parentheses, which may hold anything: the state comes first, the start is the twentieth.
  const fields = contentOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  // One that has ended and was not asked about runs no more.
  return fields[0] === 'Z' ? 'ended' : fields[19];
}

function kernel(): string {
  try {
    return `${contentOf('/proc/sys/kernel/random/boot_id').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

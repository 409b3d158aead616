import type { ChildProcess } from 'node:child_process';
import { writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';

/** The file descriptor on which a forked process tells its parent why it ends itself; a pipe. */
const EXIT_REASON_DESCRIPTOR = 4;

/** When a forked process ends itself; plain data. */
export interface Watch {
  /** Id of the process that forked this one. */
  readonly parent: number;
  /** The most bytes that may be resident; Infinity for no limit. */
  readonly memoryLimit: number;
  /** What the limit is called in the exit reason, such as `run.memoryLimit`. */
  readonly limitName: string;
}

/**
 * Starts a thread that ends this process when its parent is gone or it uses too much memory. The thread sees what happens
 * while other threads are busy.
 */
export function startWatchdog(watch: Watch): void {
  new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: watch }).unref();
}

/** Tells the parent why this process is about to end itself. */
export function writeExitReason(reason: string): void {
  writeSync(EXIT_REASON_DESCRIPTOR, reason);
}

/** Calls `listener` with what a child says when it ends itself; may come in parts. */
export function onExitReason(child: ChildProcess, listener: (part: string) => void): void {
  const stream = child.stdio[EXIT_REASON_DESCRIPTOR];
  if (stream instanceof Readable) stream.setEncoding('utf8').on('data', listener);
}

/** How a child ended, from the arguments of its `exit` event. */
export function describeExit(status: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exited with status ${status}` : `was killed by ${signal}`;
}

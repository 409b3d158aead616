import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';

/** The file descriptor on which a process that this one forked says why it ends itself; a pipe, for its parent. */
export const LAST_WORDS = 4;

/** Hears what a process says when it ends itself; it may come in parts. */
export function hearLastWords(child: ChildProcess, hear: (words: string) => void): void {
  const stream = child.stdio[LAST_WORDS];
  if (stream instanceof Readable) stream.setEncoding('utf8').on('data', hear);
}

/** How a process ended, as it is told of it. */
export function mannerOfEnd(status: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exited with status ${status}` : `was killed by ${signal}`;
}

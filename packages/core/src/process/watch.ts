import { writeSync } from 'node:fs';
import { LAST_WORDS } from './lastWords.ts';

const INTERVAL_MILLISECONDS = 50;

/** For what a process is to be ended. */
export interface Watch {
  /** Id of the process that forked this one. */
  readonly parent: number;
  /** How many bytes may be resident; no limit where it is Infinity. */
  readonly memoryLimit: number;
  /** The last words of a process that has more bytes resident than that. */
  readonly excess: (used: number) => string;
}

/**
 * Ends this process when the one that forked it is gone, or when it uses more memory than it may: that of what other
 * threads compute outside of V8's heap, too. It is for a thread that does nothing else: others may be busy for long.
 */
export function watch({ parent, memoryLimit, excess }: Watch): void {
  setInterval(() => {
    const used = process.memoryUsage.rss();
    if (used > memoryLimit) writeSync(LAST_WORDS, excess(used));
    if (used > memoryLimit || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, INTERVAL_MILLISECONDS);
}

/**
 * A thread that ends its process when the process that forked it is gone, or when it uses more memory than it may: that
 * of what the main thread computes, too, which is outside of V8's heap.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { LAST_WORDS } from './workerMessages.ts';

/** What the thread is given. */
export interface Watched {
  /** Id of the process that forked this one. */
  readonly parent: number;
  /** How many bytes may be resident; no limit where it is Infinity. */
  readonly memoryLimit: number;
}

const INTERVAL_MILLISECONDS = 100;
const MEBIBYTE = 2 ** 20;

const { parent, memoryLimit }: Watched = workerData;

setInterval(() => {
  const used = process.memoryUsage.rss();
  if (used > memoryLimit) {
    const [mebibytes, allowed] = [used, memoryLimit].map((bytes) => Math.round(bytes / MEBIBYTE));
    writeSync(LAST_WORDS, `it used ${mebibytes} MiB of memory, more than run.memoryLimit, ${allowed} MiB`);
  }
  if (used > memoryLimit || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, INTERVAL_MILLISECONDS);

/**
 * A thread that ends its process when the process that forked it, whose id is its data, is gone, or when a query takes
 * more memory than a machine can be expected to have. SQLite may keep the main thread busy for ever.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { LAST_WORDS } from './storeProcessMessages.ts';

const INTERVAL_MILLISECONDS = 50;

/** What a process takes that answers within the limits of an answer is a third of it. */
const MEMORY_LIMIT_GIB = 1.5;

setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > MEMORY_LIMIT_GIB * 2 ** 30) {
    writeSync(LAST_WORDS, `it needed more than ${MEMORY_LIMIT_GIB} GiB of memory`);
    process.kill(process.pid, 'SIGKILL');
  }
}, INTERVAL_MILLISECONDS);

/** The thread that ends its process when the parent is gone or too much memory is used. */
import { workerData } from 'node:worker_threads';
import { type Watch, writeExitReason } from './childProcess.ts';

const INTERVAL_MILLISECONDS = 50;

const { parent, memoryLimit, limitName }: Watch = workerData;

setInterval(() => {
  // Includes memory outside of V8's heap, such as that of WebAssembly.
  const used = process.memoryUsage.rss();
  if (used > memoryLimit) {
    writeExitReason(`it used ${mebibytes(used)} MiB of memory, more than ${limitName}, ${mebibytes(memoryLimit)} MiB`);
  }
  if (used > memoryLimit || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, INTERVAL_MILLISECONDS);

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

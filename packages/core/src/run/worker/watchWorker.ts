/** The thread that watches over its worker process. */
import { workerData } from 'node:worker_threads';
import { watch } from '../../process/watch.ts';

/** What the thread is given. */
export interface Watched {
  /** Id of the process that forked this one. */
  readonly parent: number;
  /** How many bytes may be resident; no limit where it is Infinity. */
  readonly memoryLimit: number;
}

const { parent, memoryLimit }: Watched = workerData;

watch({
  parent,
  memoryLimit,
  excess: (used) =>
    `it used ${mebibytes(used)} MiB of memory, more than run.memoryLimit, ${mebibytes(memoryLimit)} MiB`,
});

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

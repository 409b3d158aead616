/** The thread that watches over a process which answers one question of a store: SQLite may keep it busy for ever. */
import { workerData } from 'node:worker_threads';
import { watch } from '../../process/watch.ts';

/** What a process takes that answers within the limits of an answer is a third of it. */
const MEMORY_LIMIT_GIB = 1.5;

// Its data is the id of the process that forked this one.
watch({
  parent: workerData,
  memoryLimit: MEMORY_LIMIT_GIB * 2 ** 30,
  excess: () => `it needed more than ${MEMORY_LIMIT_GIB} GiB of memory`,
});

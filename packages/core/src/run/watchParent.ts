/** A thread that ends its process when the process that forked it, whose id is its data, is gone. */
import { workerData } from 'node:worker_threads';

const INTERVAL_MILLISECONDS = 500;

setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
}, INTERVAL_MILLISECONDS);

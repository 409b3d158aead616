/**
 * The main module of a worker process: takes jobs from its parent and sends back their records, until the parent
 * disconnects or dies. Its arguments are the process id of the parent and the most bytes of memory it may use.
 */

import { startWatchdog } from '../../process/childProcess.ts';
import type { Job } from '../execute/job.ts';
import type { WorkerReply, WorkerRequest } from '../execute/workerMessages.ts';
import { emptyCache, runJob } from './runJob.ts';

const cache = emptyCache();
const stopping = new AbortController();

// Ctrl-C and a closed terminal send signals to the whole process group; only the parent decides what to do.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
process.on('message', (request: WorkerRequest) => {
  if (request.type === 'stop') stopping.abort();
  else void work(request.job);
});

const [parent, memoryLimit] = process.argv.slice(2).map(Number);
startWatchdog({ parent: parent ?? 0, memoryLimit: memoryLimit ?? Infinity, limitName: 'run.memoryLimit' });

async function work(job: Job): Promise<void> {
  for await (const record of runJob(job, cache, stopping.signal, () => performance.now())) await send(record);
  await send({ type: 'done' });
}

/** Sends a reply and waits until it has left this process, which the next trial may crash. */
function send(reply: WorkerReply): Promise<void> {
  return new Promise((resolve) => process.send?.(reply, undefined, undefined, () => resolve()));
}

/**
 * The main module of a worker process: takes jobs from its parent and sends back their records. Lives until the parent
 * disconnects or dies. Its arguments are the process id of the parent and how many bytes of memory it may use.
 */
import { Worker } from 'node:worker_threads';
import type { Job } from '../execute/job.ts';
import type { WorkerReply, WorkerRequest } from '../execute/workerMessages.ts';
import { emptyCache, runJob } from './runJob.ts';
import type { Watched } from './watchWorker.ts';

const cache = emptyCache();
const stopping = new AbortController();

// Ctrl-C, a terminal that is closed and a service that is stopped reach every process of a group; only the parent decides
// what that means.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
process.on('message', (request: WorkerRequest) => {
  if (request.type === 'stop') stopping.abort();
  else void work(request.job);
});

// A thread of its own sees what happens even while this one is busy with a long epoch.
const watched: Watched = { parent: Number(process.argv[2]), memoryLimit: Number(process.argv[3]) };
new Worker(new URL('./watchWorker.ts', import.meta.url), { workerData: watched }).unref();

async function work(job: Job): Promise<void> {
  for await (const record of runJob(job, cache, stopping.signal, () => performance.now())) await send(record);
  await send({ type: 'done' });
}

/** Sends a reply and waits until it is out of this process, which the next trial may bring down. */
function send(reply: WorkerReply): Promise<void> {
  return new Promise((resolve) => process.send?.(reply, undefined, undefined, () => resolve()));
}

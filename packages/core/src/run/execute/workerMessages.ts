import type { TrialRecord } from '../../store/write/records.ts';
import type { Job } from './job.ts';

/** What a worker process is told. */
export type WorkerRequest = { readonly type: 'job'; readonly job: Job } | { readonly type: 'stop' };

/** What it answers: the records of its job, then that it is done. */
export type WorkerReply = TrialRecord | { readonly type: 'done' };

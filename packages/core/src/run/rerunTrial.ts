import type { TrialRecord } from '../store/records.ts';
import type { Executor, Job } from './job.ts';
import { type TrialNumbers, trialNumbers } from './rerunNumbers.ts';

/**
 * Trains the one trial of a job and returns what came out of it; nothing is stored. The executor is closed.
 *
 * A worker that dies makes the trial a failed one.
 */
export async function rerunTrial(job: Job, executor: Executor): Promise<TrialNumbers> {
  const records: TrialRecord[] = [];
  let epochs = 0;
  try {
    for await (const record of executor.run(job)) {
      if (record.type === 'epoch') epochs = record.epoch;
      if (record.type !== 'lost') {
        records.push(record);
      } else {
        const { trial, reason: error } = record;
        records.push({ type: 'ended', trial, status: 'failed', epochs, error, measurements: [] });
      }
    }
  } finally {
    executor.close();
  }
  return trialNumbers(records);
}

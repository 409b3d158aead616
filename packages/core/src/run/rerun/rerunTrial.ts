import type { TrialEnded, TrialRecord } from '../../store/write/records.ts';
import type { Executor, Job } from '../execute/job.ts';
import { type TrialNumbers, trialNumbers } from './trialNumbers.ts';

/**
 * Trains the one trial of a job and returns what came out of it; nothing is stored. The executor is closed.
 *
 * A worker that dies makes the trial a failed one.
 *
 * @param pausedAs how a trial that is not trained to its end is said to have ended.
 */
export async function rerunTrial(job: Job, executor: Executor, pausedAs: TrialEnded['status']): Promise<TrialNumbers> {
  const records: TrialRecord[] = [];
  let epochs = 0;
  try {
    for await (const record of executor.run(job)) {
      if (record.type === 'epoch') epochs = record.epoch;
      if (record.type === 'paused') {
        const { trial, epoch, measurements, weights } = record;
        records.push({ type: 'ended', trial, status: pausedAs, epochs: epoch, measurements, weights });
      } else if (record.type !== 'lost') {
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

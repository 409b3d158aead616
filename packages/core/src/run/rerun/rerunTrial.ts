import type { LayerWeights } from '../../plugin/engine.ts';
import type { Measurement } from '../../plugin/measurement.ts';
import type { MeasurementRow } from '../../store/read/rows.ts';
import type { TrialEnded, TrialRecord, TrialStatus } from '../../store/write/records.ts';
import type { Executor, Job } from '../execute/job.ts';

/**
 * Trains the one trial of a job and returns its results. Stores nothing, and closes the executor.
 *
 * If the worker dies, the trial has failed.
 *
 * @param pausedAs the status of a trial that is not trained to its end.
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

/** The results of training a trial once, as the store keeps them. */
export interface TrialNumbers {
  readonly status: TrialStatus;
  /** Epochs trained. */
  readonly epochs: number;
  /** Why it failed or diverged. */
  readonly error?: string;
  readonly measurements: readonly MeasurementRow[];
  /** The final weights, where they were kept. */
  readonly weights?: readonly LayerWeights[];
}

/**
 * The results that the store would keep of the records of one trial.
 *
 * @throws RangeError when the trial did not end.
 */
export function trialNumbers(records: readonly TrialRecord[]): TrialNumbers {
  const ended = records.find((record) => record.type === 'ended');
  if (ended === undefined) throw new RangeError('the trial has not ended');
  const { status, epochs, error, weights } = ended;
  const measurements = records.flatMap((record) => {
    if (!('measurements' in record)) return [];
    const epoch = record.type === 'epoch' ? record.epoch : null;
    return record.measurements.map((measurement) => asStored(measurement, epoch));
  });
  return { status, epochs, measurements, ...(error === undefined ? {} : { error }), ...(weights ? { weights } : {}) };
}

/** A measurement as it comes back from the store: SQLite has neither NaN nor a negative zero. */
function asStored({ split, layer, name, value }: Measurement, epoch: number | null): MeasurementRow {
  return { epoch, split, layer, name, value: Number.isNaN(value) ? null : value + 0 };
}

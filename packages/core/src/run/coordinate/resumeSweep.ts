import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import { objectiveMetric } from '../plan/objectives.ts';
import type { ResumePlan } from '../plan/planResume.ts';
import { readPast } from './replayedTrial.ts';
import { storedGenerations } from './storedGenerations.ts';
import { type OpenSweep, type SweepResult, type Training, trainSweep } from './trainSweep.ts';

/** What a sweep goes on with. */
export interface SweepResumption extends Training {
  readonly plan: ResumePlan;
  /** The sweep, held by this process. */
  readonly writer: SweepWriter;
  /** Trials of what status are tried anew: none, or those that failed. */
  readonly retry: 'none' | 'failed';
}

/**
 * Goes on with a sweep that was interrupted, or whose process died, and trains exactly what is missing: its records are
 * in the end what they would be had it never been interrupted.
 *
 * The trials are taken from the store, generation by generation, as if they were trained again; what has ended answers
 * from the store, and what was cut off goes on from its last checkpoint.
 *
 * @throws SparsweepError `invalid-data` when its trials do not fit its file, and what `runSweep` throws.
 */
export async function resumeSweep({ plan, writer, retry, ...training }: SweepResumption): Promise<SweepResult> {
  return trainSweep(reopened(plan, writer, retry, training.now), training);
}

function reopened(
  plan: ResumePlan,
  writer: SweepWriter,
  retry: SweepResumption['retry'],
  now: Training['now'],
): OpenSweep {
  const { spec } = plan;
  try {
    if (retry === 'failed') writer.retryFailed();
    const trials = writer.storedTrials(spec.search.metrics.map(objectiveMetric));
    const generations = storedGenerations(plan, trials);
    return { ...plan, writer, generations, past: readPast(spec, writer, trials) };
  } catch (thrown) {
    writer.finish('interrupted', now());
    throw thrown;
  }
}

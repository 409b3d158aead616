import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import type { SweepSpec } from '../../sweepfile/sweepSpec.ts';
import type { Job, JobTrial } from '../execute/job.ts';
import type { Leg } from './segment.ts';

/** A job of some legs; those of trials that go on take their checkpoints from the store. */
export function jobOf(spec: SweepSpec, legs: readonly Leg[], store: Pick<SweepWriter, 'checkpoint'>): Job {
  return {
    engine: spec.run.engine,
    checkpointEvery: spec.run.checkpointEvery,
    modules: spec.origin.modules,
    folder: spec.origin.folder,
    dataSeed: spec.search.seed,
    trials: legs.map((leg) => jobTrial(leg, store)),
  };
}

function jobTrial({ trial, attempt, until, from, judgement }: Leg, store: Pick<SweepWriter, 'checkpoint'>): JobTrial {
  const { number, seed, configuration } = trial;
  const checkpoint = from && store.checkpoint(number);
  if (from !== undefined && checkpoint === undefined) throw new RangeError(`trial ${number} was never saved`);
  return {
    number,
    attempt,
    seed,
    configuration: configuration,
    ...(until === undefined ? {} : { until }),
    ...(from === undefined || checkpoint === undefined ? {} : { from: { ...from, checkpoint } }),
    ...(judgement === undefined ? {} : { judgement }),
  };
}

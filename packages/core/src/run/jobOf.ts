import type { SweepSpec } from '../spec/sweepSpec.ts';
import type { SweepWriter } from '../store/sweepWriter.ts';
import type { Job, JobTrial } from './job.ts';
import type { Leg } from './leg.ts';

/** A job of some legs; those of trials that go on take their checkpoints from the store. */
export function jobOf(spec: SweepSpec, legs: readonly Leg[], store: Pick<SweepWriter, 'checkpoint'>): Job {
  return {
    engine: spec.run.engine,
    checkpointEvery: spec.run.checkpointEvery,
    modules: spec.modules,
    folder: spec.folder,
    dataSeed: spec.search.seed,
    trials: legs.map((leg) => jobTrial(leg, store)),
  };
}

function jobTrial({ trial, attempt, until, from, judgement }: Leg, store: Pick<SweepWriter, 'checkpoint'>): JobTrial {
  const { number, seed, point } = trial;
  const checkpoint = from && store.checkpoint(number);
  if (from !== undefined && checkpoint === undefined) throw new RangeError(`trial ${number} was never saved`);
  return {
    number,
    attempt,
    seed,
    configuration: point,
    ...(until === undefined ? {} : { until }),
    ...(from === undefined || checkpoint === undefined ? {} : { from: { ...from, checkpoint } }),
    ...(judgement === undefined ? {} : { judgement }),
  };
}

import { SparsweepError } from '../../plugin/errors.ts';
import type { StoredTrial } from '../../store/read/readTrials.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import { objectiveMetric } from '../plan/objectives.ts';
import type { ResumePlan } from '../plan/planResume.ts';
import { planTrials, type RunnableTrial } from '../plan/planTrials.ts';
import { storedDraw } from '../plan/storedSweep.ts';
import { Replay } from './replay.ts';
import { type OpenSweep, type PlannedGeneration, type SweepResult, type Training, trainSweep } from './runSweep.ts';

/** What a sweep is resumed with. */
export interface SweepResumption extends Training {
  readonly plan: ResumePlan;
  /** Writes the sweep, which this process holds. */
  readonly writer: SweepWriter;
  /** Which trials that ended are tried again: none, or those that failed. */
  readonly retry: 'none' | 'failed';
}

/**
 * Resumes a sweep that was interrupted or whose process died, and trains exactly what is missing: it ends with the records
 * of a sweep that was never interrupted.
 *
 * The stored generations are replayed in order, through the same code that trains new ones.
 *
 * @throws SparsweepError `invalid-data` when the stored trials do not fit the sweep file, and what `runSweep` throws.
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
  const { search } = plan.spec;
  try {
    if (retry === 'failed') writer.retryFailed();
    const trials = writer.storedTrials(search.metrics.map(objectiveMetric));
    return {
      ...plan,
      writer,
      generations: storedGenerations(plan, trials),
      replay: Replay.read(search, writer, trials),
    };
  } catch (thrown) {
    writer.finish('interrupted', now());
    throw thrown;
  }
}

/**
 * The generations of a stored sweep, planned again from its trials; the search is not asked for them.
 *
 * @param stored all trials of the sweep, by number.
 */
function storedGenerations(sweep: Sweep, stored: readonly StoredTrial[]): readonly PlannedGeneration[] {
  const generations = [...Map.groupBy(stored, ({ generation }) => generation).values()];
  let first = 0;
  return generations.map((trials) => {
    const draws = trials
      .filter(({ replicate }) => replicate === 0)
      .map(({ parameters }) => storedDraw(sweep.spec.search.space, parameters));
    const planned = planTrials(sweep, draws, first);
    first += draws.length;
    requireSame(planned, trials);
    return { draws, trials: planned, isLast: false };
  });
}

function requireSame(planned: readonly RunnableTrial[], stored: readonly StoredTrial[]): void {
  const odd = stored.find(({ number, seed }, i) => planned[i]?.number !== number || planned[i]?.seed !== seed);
  if (odd === undefined && planned.length === stored.length) return;
  const { number = planned.length } = odd ?? {};
  throw new SparsweepError(
    'invalid-data',
    `the stored trial ${number} does not follow from its sweep file: another program changed the database`,
  );
}

import type { JsonObject } from '../plugin/json.ts';
import type { Outcome } from '../search/sampler.ts';
import type { Store } from '../store/openStore.ts';
import type { SweepWriter } from '../store/sweepWriter.ts';
import { GenerationRunner } from './generationRunner.ts';
import type { Executor } from './job.ts';
import type { LegEnd } from './leg.ts';
import type { SweepPlan } from './planSweep.ts';
import { planTrials, type RunnableTrial } from './planTrials.ts';
import type { SweepEnd, SweepObserver } from './sweepObserver.ts';
import { trialOutcomes } from './trialOutcomes.ts';
import { TrialRunner } from './trialRunner.ts';

/** What a sweep runs with. */
export interface SweepRun {
  readonly plan: SweepPlan;
  readonly store: Store;
  /** What the machine and the program are, to be stored beside the results. */
  readonly environment: JsonObject;
  readonly executor: Executor;
  /** How many jobs are run at once. */
  readonly workers: number;
  readonly now: () => Date;
  /** Aborted when the sweep is to stop at the end of the running epochs. */
  readonly signal: AbortSignal;
  readonly observer: SweepObserver;
}

/**
 * Runs a sweep to its end. Every record is in the store by then, and the executor is closed.
 *
 * @throws SparsweepError `unusable-store` when the store can no longer be written; the sweep in it stays `running`.
 */
export async function runSweep(run: SweepRun): Promise<{ readonly sweepId: number; readonly end: SweepEnd }> {
  const { plan, executor, observer, now } = run;
  const { spec, search } = plan;
  const writer = beginSweep(run);
  const runner = new TrialRunner({ ...run, spec, writer });
  const generations = new GenerationRunner(runner, plan.pruning);
  const history: Outcome[] = [];
  let { generation, trials } = plan;
  let missing = 0;
  try {
    while (trials.length > 0 && missing === 0) {
      writer.addTrials(trials);
      observer.planned?.(trials);
      const ends = await generations.run(trials);
      missing = putBack(trials, ends, writer);
      history.push(...trialOutcomes(generation.draws, trials, ends));
      if (generation.isLast) break;
      generation = search.next(history);
      trials = planTrials(spec, generation.draws, history.length);
    }
  } finally {
    executor.close();
  }
  const end = runner.hasFailedTooOften ? 'failed' : missing > 0 ? 'interrupted' : 'finished';
  writer.finish(end, now());
  return { sweepId: writer.id, end };
}

/** Makes trials that did not end `pending` again, and says how many they are. */
function putBack(trials: readonly RunnableTrial[], ends: ReadonlyMap<number, LegEnd>, writer: SweepWriter): number {
  const unfinished = trials.map(({ number }) => number).filter((number) => !ends.has(number));
  if (unfinished.length > 0) writer.reset(unfinished);
  return unfinished.length;
}

function beginSweep({ plan, store, environment, now }: SweepRun): SweepWriter {
  const { name, yaml, hash } = plan.spec;
  return store.createSweep({ name, specYaml: yaml, specHash: hash, environment, createdAt: now() });
}

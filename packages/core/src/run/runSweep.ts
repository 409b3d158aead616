import type { JsonObject } from '../plugin/json.ts';
import type { Outcome } from '../search/sampler.ts';
import type { Store } from '../store/openStore.ts';
import type { SweepWriter } from '../store/sweepWriter.ts';
import { GenerationRunner } from './generationRunner.ts';
import type { Executor } from './job.ts';
import type { SweepPlan } from './planSweep.ts';
import { planTrials } from './planTrials.ts';
import { SweepLimits } from './sweepLimits.ts';
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

/** A sweep that was run. */
export interface SweepResult {
  readonly sweepId: number;
  readonly end: SweepEnd;
  /** Why it finished before its trials were spent. */
  readonly reason?: string;
}

/**
 * Runs a sweep to its end. Every record is in the store by then, and the executor is closed.
 *
 * @throws SparsweepError `unusable-store` when the store can no longer be written; the sweep in it stays `running`.
 */
export async function runSweep(run: SweepRun): Promise<SweepResult> {
  const { plan, executor, observer, now } = run;
  const { spec, search } = plan;
  const writer = beginSweep(run);
  const limits = new SweepLimits(spec);
  const signal = AbortSignal.any([run.signal, limits.signal]);
  const runner = new TrialRunner({ ...run, spec, writer, signal, ended: (end) => limits.note(end) });
  const generations = new GenerationRunner(runner, plan.pruning);
  const history: Outcome[] = [];
  let { generation, trials } = plan;
  let unfinished: readonly number[] = [];
  try {
    while (trials.length > 0) {
      writer.addTrials(trials);
      observer.planned?.(trials);
      const ends = await generations.run(trials);
      unfinished = trials.map(({ number }) => number).filter((number) => !ends.has(number));
      if (unfinished.length > 0 || limits.reason !== undefined) break;
      history.push(...trialOutcomes(generation.draws, trials, ends));
      if (generation.isLast) break;
      generation = search.next(history);
      trials = planTrials(spec, generation.draws, history.length);
    }
  } finally {
    limits.lift();
    executor.close();
  }
  const { reason = exhaustion(plan, history.length) } = limits;
  if (limits.reason === undefined) writer.reset(unfinished);
  else writer.stop(unfinished, limits.reason, now());
  const isCut = unfinished.length > 0 && limits.reason === undefined;
  const end = runner.hasFailedTooOften ? 'failed' : isCut ? 'interrupted' : 'finished';
  writer.finish(end, now());
  return { sweepId: writer.id, end, ...(end === 'finished' && reason !== undefined && { reason }) };
}

/** That there were fewer configurations than trials allowed; nothing where that is not so. */
function exhaustion({ spec: { search, replicates } }: SweepPlan, configurations: number): string | undefined {
  const { trials } = search;
  if (trials === undefined || configurations >= Math.floor(trials / replicates)) return undefined;
  return `no untried configuration is left after ${configurations * replicates} of ${trials} trials`;
}

function beginSweep({ plan, store, environment, now }: SweepRun): SweepWriter {
  const { name, yaml, hash } = plan.spec;
  return store.createSweep({ name, specYaml: yaml, specHash: hash, environment, createdAt: now() });
}

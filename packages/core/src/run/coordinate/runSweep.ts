import type { JsonObject } from '../../plugin/json.ts';
import type { Outcome } from '../../search/sampler.ts';
import type { Search } from '../../search/search.ts';
import type { Draw } from '../../search/space.ts';
import type { Store } from '../../store/open/openStore.ts';
import { HEARTBEAT_MILLISECONDS } from '../../store/write/lease.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import type { SearchSpec } from '../../sweepfile/sweepSpec.ts';
import type { Executor } from '../execute/job.ts';
import type { Pruning, SweepPlan } from '../plan/planSweep.ts';
import { planTrials, type RunnableTrial } from '../plan/planTrials.ts';
import { GenerationRunner } from './generationRunner.ts';
import { Replay } from './replay.ts';
import { SweepLimits } from './sweepLimits.ts';
import type { SweepEnd, SweepObserver } from './sweepObserver.ts';
import { trialOutcomes } from './trialOutcomes.ts';
import { TrialRunner } from './trialRunner.ts';

/** What sweeps are trained with. */
export interface Training {
  readonly executor: Executor;
  /** How many jobs run at once. */
  readonly workers: number;
  readonly now: () => Date;
  /** Aborted when the sweep is to stop at the end of the running epochs. */
  readonly signal: AbortSignal;
  readonly observer: SweepObserver;
}

/** What a sweep that begins runs with. */
export interface SweepRun extends Training {
  readonly plan: SweepPlan;
  readonly store: Store;
  /** The machine and the program, stored beside the results. */
  readonly environment: JsonObject;
}

/** Draws with their trials, which are trained before more are proposed. */
export interface PlannedGeneration {
  readonly draws: readonly Draw[];
  readonly trials: readonly RunnableTrial[];
  /** Whether the search has nothing left to propose after these draws, though the budget would allow it. */
  readonly isLast: boolean;
}

/** A sweep in the store, to be trained to its end. */
export interface OpenSweep extends Sweep {
  readonly search: Search;
  readonly pruning?: Pruning;
  readonly writer: SweepWriter;
  /** The generations that are stored already, from the first; the search proposes those that follow. */
  readonly generations: readonly PlannedGeneration[];
  readonly replay: Replay;
}

/** How a sweep ended. */
export interface SweepResult {
  readonly sweepId: number;
  readonly end: SweepEnd;
  /** Why it finished before its trials were spent. */
  readonly reason?: string;
}

/**
 * Runs a sweep to its end. Every record is stored by then, and the executor is closed.
 *
 * @throws SparsweepError `unusable-store` when the store can no longer be written, `held-sweep` when another process has
 * taken the sweep over; the sweep in it stays `running`.
 */
export async function runSweep({ plan, store, environment, ...training }: SweepRun): Promise<SweepResult> {
  const { spec, generation, trials } = plan;
  const { yaml: specYaml, hash: specHash } = spec.origin;
  const writer = store.createSweep({ name: spec.name, specYaml, specHash, environment, createdAt: training.now() });
  writer.addTrials(trials);
  const generations = [{ ...generation, trials }];
  return trainSweep({ ...plan, writer, generations, replay: Replay.empty() }, training);
}

/** Trains a sweep to its end. Every record is stored by then, and the executor is closed. */
export async function trainSweep(sweep: OpenSweep, training: Training): Promise<SweepResult> {
  const { spec, writer, replay, pruning } = sweep;
  const { executor, observer, now } = training;
  const limits = new SweepLimits({ ...spec.search, ...spec.run });
  const signal = AbortSignal.any([training.signal, limits.signal]);
  const ended = limits.note.bind(limits);
  const runner = new TrialRunner({ ...training, spec, writer, signal, ended });
  const generations = new GenerationRunner({ runner, replay, observer, ended, ...(pruning && { pruning }) });
  const heartbeat = setInterval(() => beat(writer, now()), HEARTBEAT_MILLISECONDS);
  try {
    const { unfinished, configurations } = await trainGenerations(sweep, observer, generations, limits);
    const { reason = exhaustion(spec.search, configurations) } = limits;
    if (limits.reason === undefined) writer.requeue(unfinished);
    else writer.stop(unfinished, limits.reason, now());
    const isCut = unfinished.length > 0 && limits.reason === undefined;
    const end = limits.hasFailedTooOften ? 'failed' : isCut ? 'interrupted' : 'finished';
    writer.finish(end, now());
    return { sweepId: writer.id, end, ...(end === 'finished' && reason !== undefined && { reason }) };
  } finally {
    clearInterval(heartbeat);
    limits.stop();
    executor.close();
  }
}

/** Trains one generation after another, until the search has no more or the sweep is stopped in one. */
async function trainGenerations(
  sweep: OpenSweep,
  observer: SweepObserver,
  runner: GenerationRunner,
  limits: SweepLimits,
): Promise<{ readonly unfinished: readonly number[]; readonly configurations: number }> {
  const { writer, generations } = sweep;
  const history: Outcome[] = [];
  for (let i = 0; ; i++) {
    const stored = generations[i];
    const { draws, trials, isLast } = stored ?? proposed(sweep, history);
    if (stored === undefined) writer.addTrials(trials);
    if (trials.length > 0) observer.planned?.(trials);
    const ends = await runner.run(trials);
    const unfinished = trials.map(({ number }) => number).filter((number) => !ends.has(number));
    const isOver = unfinished.length > 0 || limits.reason !== undefined;
    if (!isOver) history.push(...trialOutcomes(draws, trials, ends));
    if (isOver || isLast || trials.length === 0) return { unfinished, configurations: history.length };
  }
}

function proposed(sweep: OpenSweep, history: readonly Outcome[]): PlannedGeneration {
  const { draws, isLast } = sweep.search.next(history);
  return { draws, isLast, trials: planTrials(sweep, draws, history.length) };
}

/** Tells other processes that this one is alive. */
function beat(writer: SweepWriter, now: Date): void {
  try {
    writer.beat(now);
  } catch {
    // The next record meets whatever is wrong with the store, and reports it.
  }
}

/** That there were fewer configurations than trials allowed; undefined where there were enough. */
function exhaustion({ trials, replicates }: SearchSpec, configurations: number): string | undefined {
  if (trials === undefined || configurations >= Math.floor(trials / replicates)) return undefined;
  return `no untried configuration is left after ${configurations * replicates} of ${trials} trials`;
}

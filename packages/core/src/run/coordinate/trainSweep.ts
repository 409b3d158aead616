import type { Outcome } from '../../search/sampler.ts';
import type { Search } from '../../search/search.ts';
import type { Draw } from '../../search/space.ts';
import { HEARTBEAT_MILLISECONDS } from '../../store/write/holder.ts';
import type { SweepWriter } from '../../store/write/sweepWriter.ts';
import type { SearchSpec, Sweep } from '../../sweepfile/sweepSpec.ts';
import type { Executor } from '../execute/job.ts';
import type { Pruning } from '../plan/planSweep.ts';
import { planTrials, type RunnableTrial } from '../plan/planTrials.ts';
import { GenerationRunner } from './generationRunner.ts';
import type { Past } from './replayedTrial.ts';
import { SweepLimits } from './sweepLimits.ts';
import type { SweepEnd, SweepObserver } from './sweepObserver.ts';
import { trialOutcomes } from './trialOutcomes.ts';
import { TrialRunner } from './trialRunner.ts';

/** What sweeps are trained with. */
export interface Training {
  readonly executor: Executor;
  /** How many jobs are run at once. */
  readonly workers: number;
  readonly now: () => Date;
  /** Aborted when the sweep is to stop at the end of the running epochs. */
  readonly signal: AbortSignal;
  readonly observer: SweepObserver;
}

/** Draws with their trials, which are trained before more are proposed. */
export interface PlannedGeneration {
  readonly draws: readonly Draw[];
  readonly trials: readonly RunnableTrial[];
  /** Whether nothing is left to propose after these draws, though the budget would allow it. */
  readonly isLast: boolean;
}

/** A sweep that is in the store, to be trained to its end. */
export interface OpenSweep extends Sweep {
  readonly search: Search;
  readonly pruning?: Pruning;
  readonly writer: SweepWriter;
  /** The generations that are in the store already, from the first; the search proposes those that follow. */
  readonly generations: readonly PlannedGeneration[];
  readonly past: Past;
}

/** A sweep that was trained. */
export interface SweepResult {
  readonly sweepId: number;
  readonly end: SweepEnd;
  /** Why it finished before its trials were spent. */
  readonly reason?: string;
}

/** Trains a sweep to its end. Every record is in the store by then, and the executor is closed. */
export async function trainSweep(sweep: OpenSweep, training: Training): Promise<SweepResult> {
  const { spec, writer, past } = sweep;
  const { executor, now } = training;
  const limits = new SweepLimits(spec.search);
  const signal = AbortSignal.any([training.signal, limits.signal]);
  const runner = new TrialRunner({ ...training, spec, writer, past, signal, ended: (end) => limits.note(end) });
  const heartbeat = setInterval(() => beat(writer, now()), HEARTBEAT_MILLISECONDS);
  try {
    const { unfinished, configurations } = await trainGenerations(sweep, training.observer, runner, limits);
    const { reason = exhaustion(spec.search, configurations) } = limits;
    if (limits.reason === undefined) writer.putBack(unfinished);
    else writer.stop(unfinished, limits.reason, now());
    const isCut = unfinished.length > 0 && limits.reason === undefined;
    const end = runner.hasFailedTooOften ? 'failed' : isCut ? 'interrupted' : 'finished';
    writer.finish(end, now());
    return { sweepId: writer.id, end, ...(end === 'finished' && reason !== undefined && { reason }) };
  } finally {
    clearInterval(heartbeat);
    limits.lift();
    executor.close();
  }
}

/** Trains one generation after another, until none is left or the sweep is stopped in one. */
async function trainGenerations(
  sweep: OpenSweep,
  observer: SweepObserver,
  runner: TrialRunner,
  limits: SweepLimits,
): Promise<{ readonly unfinished: readonly number[]; readonly configurations: number }> {
  const { writer, generations } = sweep;
  const generationRunner = new GenerationRunner(runner, sweep.pruning);
  const history: Outcome[] = [];
  for (let i = 0; ; i++) {
    const stored = generations[i];
    const { draws, trials, isLast } = stored ?? proposed(sweep, history);
    if (stored === undefined) writer.addTrials(trials);
    if (trials.length > 0) observer.planned?.(trials);
    const ends = await generationRunner.run(trials);
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

/** Says that the process is there, if the store can be written. */
function beat(writer: SweepWriter, now: Date): void {
  try {
    writer.beat(now);
  } catch {
    // What is wrong with the store is met, and told, by the next record.
  }
}

/** That there were fewer configurations than trials allowed; nothing where that is not so. */
function exhaustion({ trials, replicates }: SearchSpec, configurations: number): string | undefined {
  if (trials === undefined || configurations >= Math.floor(trials / replicates)) return undefined;
  return `no untried configuration is left after ${configurations * replicates} of ${trials} trials`;
}

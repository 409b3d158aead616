import { at } from '../../plugin/at.ts';
import { type Curve, lastLoss, type Pruner } from '../../search/pruner.ts';
import type { StopRule } from '../../search/stopRule.ts';
import type { Pruning } from '../plan/planSweep.ts';
import type { RunnableTrial } from '../plan/planTrials.ts';
import type { Replay } from './replay.ts';
import type { Segment, SegmentEnd } from './segment.ts';
import type { SweepObserver } from './sweepObserver.ts';
import type { TrialRunner } from './trialRunner.ts';

/** What generations are run with. */
export interface GenerationRunnerSettings {
  readonly runner: TrialRunner;
  /** What earlier processes left of the sweep. */
  readonly replay: Replay;
  /** What ends trials early; absent where nothing does. */
  readonly pruning?: Pruning;
  readonly observer: SweepObserver;
  /** Is told how each segment ended that is replayed. */
  readonly ended: (end: SegmentEnd) => void;
}

/** The replicates of one configuration. */
type Replicates = readonly RunnableTrial[];

/** How trials ended, by number. */
type Ends = Map<number, SegmentEnd>;

/**
 * Trains generations of trials and ends those that are not worth finishing.
 *
 * A generation is divided into batches, trained one after another, and a batch into brackets, trained side by side,
 * whose configurations wait for each other at rungs.
 */
export class GenerationRunner {
  readonly #settings: GenerationRunnerSettings;
  #configurationsBegun = 0;
  #bracketsBegun = 0;
  /** The curves of the configurations that were trained to their end. */
  readonly #finished: Curve[] = [];
  /** The losses of the configurations that came to a rung, by its epoch. */
  readonly #reached = new Map<number, number[]>();

  constructor(settings: GenerationRunnerSettings) {
    this.#settings = settings;
  }

  /**
   * Trains trials. The replicates of a configuration follow each other.
   *
   * @returns how the trials ended that did so before the sweep was stopped, by number.
   */
  async run(trials: readonly RunnableTrial[]): Promise<ReadonlyMap<number, SegmentEnd>> {
    const { runner, pruning } = this.#settings;
    const left = [...Map.groupBy(trials, ({ configurationIndex }) => configurationIndex).values()];
    const epochs = Math.max(0, ...trials.map(({ configuration }) => configuration.train.epochs));
    const ends: Ends = new Map();
    while (left.length > 0 && !runner.isStopping) {
      const batch = left.splice(0, this.#batchSize(left.length));
      const rules = this.#pruners.flatMap((pruner) => pruner.rule?.(this.#finished) ?? []);
      await Promise.all(this.#brackets(batch, epochs).map((bracket) => this.#runBracket(bracket, rules, ends)));
      this.#configurationsBegun += batch.length;
      if (pruning) this.#finished.push(...batch.flatMap((replicates) => finishedCurve(replicates, ends)));
    }
    runner.flush();
    return ends;
  }

  get #pruners(): readonly Pruner[] {
    return this.#settings.pruning?.pruners ?? [];
  }

  #batchSize(left: number): number {
    const pruner = this.#pruners.find(({ batch }) => batch !== undefined);
    return pruner?.batch?.(this.#configurationsBegun) ?? left;
  }

  #brackets(batch: readonly Replicates[], epochs: number): readonly OpenBracket[] {
    const pruner = this.#pruners.find(({ bracket }) => bracket !== undefined);
    const brackets: OpenBracket[] = [];
    for (let first = 0; first < batch.length; ) {
      const { size, rungs } = pruner?.bracket?.(this.#bracketsBegun, batch.length - first, epochs) ?? {
        size: batch.length,
        rungs: [],
      };
      brackets.push({ configurations: batch.slice(first, first + size), rungs: rungs.filter((rung) => rung < epochs) });
      this.#bracketsBegun++;
      first += size;
    }
    return brackets;
  }

  async #runBracket({ configurations, rungs }: OpenBracket, rules: readonly StopRule[], ends: Ends): Promise<void> {
    const { runner, pruning } = this.#settings;
    const stopRules = pruning && { objective: pruning.objective, rules };
    let segments = configurations
      .flat()
      .map((trial): Segment => ({ trial, attempt: 1, ...(stopRules && { stopRules }) }));
    for (const rung of [...rungs, undefined]) {
      const upToRung = segments.map((segment) => (rung === undefined ? segment : { ...segment, until: rung }));
      const came = await this.#train(upToRung);
      for (const end of came) if (end.status !== 'paused') ends.set(end.segment.trial.number, end);
      const paused = came.filter(({ status }) => status === 'paused');
      if (rung === undefined || paused.length === 0 || runner.isStopping) return;
      segments = this.#compare(rung, paused, ends).map(nextSegment);
    }
  }

  /** Trains segments, except those that ended in an earlier process. */
  async #train(segments: readonly Segment[]): Promise<readonly SegmentEnd[]> {
    const { runner, replay, observer, ended } = this.#settings;
    const played = segments.map((segment) => replay.end(segment) ?? replay.resume(segment));
    const replayed = played.filter((one) => 'status' in one);
    for (const end of replayed) {
      const record = end.status === 'paused' ? undefined : replay.endedRecord(end.segment.trial.number);
      if (record !== undefined) observer.replayed?.(record);
      ended(end);
    }
    const trained = await runner.run(played.filter((one) => 'trial' in one));
    const byTrial = new Map([...replayed, ...trained].map((end) => [end.segment.trial.number, end]));
    return segments.flatMap(({ trial }) => byTrial.get(trial.number) ?? []);
  }

  /** Stops the trials at a rung that do not go on, and returns the others. */
  #compare(epoch: number, paused: readonly SegmentEnd[], ends: Ends): readonly SegmentEnd[] {
    const contenders = [...Map.groupBy(paused, ({ segment }) => segment.trial.configurationIndex).values()];
    const curves = contenders.map(meanCurve);
    const reached = [...(this.#reached.get(epoch) ?? []), ...curves.map(lastLoss)];
    this.#reached.set(epoch, reached);
    const pruner = this.#pruners.find(({ survivors }) => survivors !== undefined);
    const best = new Set(pruner?.survivors?.({ epoch, curves, reached }) ?? curves.keys());
    const survives = contenders.map((replicates, i) => this.#wentOn(replicates, epoch) ?? best.has(i));
    const compared = curves.length > 1 ? curves.length : reached.length;
    const reason = `${this.#settings.pruning?.objective.name} after epoch ${epoch} was not among the best of ${compared} configurations`;
    for (const end of contenders.filter((_, i) => !survives[i]).flat()) {
      this.#stop(end, reason);
      ends.set(end.segment.trial.number, { ...end, status: 'stopped' });
    }
    return contenders.filter((_, i) => survives[i]).flat();
  }

  /** Whether an earlier process let a configuration go on after an epoch; undefined where that was not decided. */
  #wentOn(replicates: readonly SegmentEnd[], epoch: number): boolean | undefined {
    const decisions = replicates.map(({ segment }) => this.#settings.replay.wentOn(segment.trial.number, epoch));
    return decisions.find((decision) => decision !== undefined);
  }

  #stop(end: SegmentEnd, reason: string): void {
    const { runner, replay, observer } = this.#settings;
    const record = replay.endedRecord(end.segment.trial.number);
    if (record === undefined) runner.stop(end, reason);
    else observer.replayed?.(record);
  }
}

/** A bracket with its configurations. */
interface OpenBracket {
  readonly configurations: readonly Replicates[];
  readonly rungs: readonly number[];
}

function nextSegment({ segment: { trial, attempt, stopRules }, epochs, curve }: SegmentEnd): Segment {
  return { trial, attempt, from: { epoch: epochs, losses: curve }, ...(stopRules && { stopRules }) };
}

/** The mean of the curves of a configuration's replicates, which are equally long. */
function meanCurve(replicates: readonly Pick<SegmentEnd, 'curve'>[]): Curve {
  const [first] = replicates;
  if (first === undefined) return [];
  return first.curve.map(
    (_, epoch) => replicates.reduce((sum, { curve }) => sum + at(curve, epoch), 0) / replicates.length,
  );
}

/** The curve of a configuration, as a list of one, if one of its replicates was trained to its last epoch. */
function finishedCurve(replicates: Replicates, ends: Ends): readonly Curve[] {
  const whole = replicates.flatMap(({ number, configuration }) => {
    const end = ends.get(number);
    return end?.status === 'finished' && end.epochs === configuration.train.epochs ? [end] : [];
  });
  return whole.length === 0 ? [] : [meanCurve(whole)];
}

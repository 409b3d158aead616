import { at } from '../../plugin/at.ts';
import { type Curve, lastLoss, type Pruner } from '../../search/pruner.ts';
import type { StopRule } from '../../search/stopRule.ts';
import type { Pruning } from '../plan/planSweep.ts';
import type { RunnableTrial } from '../plan/planTrials.ts';
import { wentOn } from './replayedTrial.ts';
import type { Leg, LegEnd } from './segment.ts';
import type { TrialRunner } from './trialRunner.ts';

/** The replicates of one configuration. */
type Replicates = readonly RunnableTrial[];

/** How trials ended, by number. */
type Ends = Map<number, LegEnd>;

/**
 * Trains generations of trials, and ends those that are not worth finishing.
 *
 * A generation is divided into batches, trained one after another, and a batch into brackets, trained side by side,
 * whose configurations wait for each other at rungs.
 */
export class GenerationRunner {
  readonly #runner: TrialRunner;
  readonly #pruning: Pruning | undefined;
  #configurationsBegun = 0;
  #bracketsBegun = 0;
  /** The curves of the configurations that were trained to their end. */
  readonly #finished: Curve[] = [];
  /** The losses of the configurations that came to a rung, by its epoch. */
  readonly #reached = new Map<number, number[]>();

  constructor(runner: TrialRunner, pruning: Pruning | undefined) {
    this.#runner = runner;
    this.#pruning = pruning;
  }

  /**
   * Trains trials, whose replicates stand together.
   *
   * @returns how those ended that did before the sweep was stopped, by number.
   */
  async run(trials: readonly RunnableTrial[]): Promise<ReadonlyMap<number, LegEnd>> {
    const left = [...Map.groupBy(trials, ({ configurationIndex }) => configurationIndex).values()];
    const epochs = Math.max(0, ...trials.map(({ configuration }) => configuration.train.epochs));
    const ends: Ends = new Map();
    while (left.length > 0 && !this.#runner.isStopping) {
      const batch = left.splice(0, this.#batchSize(left.length));
      const rules = this.#pruners.flatMap((pruner) => pruner.rule?.(this.#finished) ?? []);
      await Promise.all(this.#brackets(batch, epochs).map((bracket) => this.#runBracket(bracket, rules, ends)));
      this.#configurationsBegun += batch.length;
      if (this.#pruning !== undefined)
        this.#finished.push(...batch.flatMap((replicates) => finishedCurve(replicates, ends)));
    }
    this.#runner.flush();
    return ends;
  }

  get #pruners(): readonly Pruner[] {
    return this.#pruning?.pruners ?? [];
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
    const judgement = this.#pruning && { objective: this.#pruning.objective, rules };
    let legs = configurations.flat().map((trial): Leg => ({ trial, attempt: 1, ...(judgement && { judgement }) }));
    for (const rung of [...rungs, undefined]) {
      const stretch = legs.map((leg) => (rung === undefined ? leg : { ...leg, until: rung }));
      const came = await this.#runner.run(stretch);
      for (const end of came) if (end.status !== 'paused') ends.set(end.leg.trial.number, end);
      const paused = came.filter(({ status }) => status === 'paused');
      if (rung === undefined || paused.length === 0 || this.#runner.isStopping) return;
      legs = this.#compare(rung, paused, ends).map(nextLeg);
    }
  }

  /** Stops those of the trials at a rung that do not go on, and returns the others. */
  #compare(epoch: number, paused: readonly LegEnd[], ends: Ends): readonly LegEnd[] {
    const contenders = [...Map.groupBy(paused, ({ leg }) => leg.trial.configurationIndex).values()];
    const curves = contenders.map(meanCurve);
    const reached = [...(this.#reached.get(epoch) ?? []), ...curves.map(lastLoss)];
    this.#reached.set(epoch, reached);
    const pruner = this.#pruners.find(({ survivors }) => survivors !== undefined);
    const best = new Set(pruner?.survivors?.({ epoch, curves, reached }) ?? curves.keys());
    const survivors = contenders.map((ends, i) => this.#wentOn(ends, epoch) ?? best.has(i));
    const compared = curves.length > 1 ? curves.length : reached.length;
    const reason = `${this.#pruning?.objective.name} after epoch ${epoch} was not among the best of ${compared} configurations`;
    for (const end of contenders.filter((_, i) => !survivors[i]).flat()) {
      this.#runner.stop(end, reason);
      ends.set(end.leg.trial.number, { ...end, status: 'stopped' });
    }
    return contenders.filter((_, i) => survivors[i]).flat();
  }

  /** Whether an earlier process let a configuration go on; undefined where it did not come to that. */
  #wentOn(replicates: readonly LegEnd[], epoch: number): boolean | undefined {
    const decisions = replicates.map(({ leg }) => {
      const past = this.#runner.past(leg.trial.number);
      return past && wentOn(past, epoch);
    });
    return decisions.find((decision) => decision !== undefined);
  }
}

/** A bracket with its configurations. */
interface OpenBracket {
  readonly configurations: readonly Replicates[];
  readonly rungs: readonly number[];
}

function nextLeg({ leg: { trial, attempt, judgement }, epochs, curve }: LegEnd): Leg {
  return { trial, attempt, from: { epoch: epochs, losses: curve }, ...(judgement && { judgement }) };
}

/** The mean of the curves of a configuration's replicates, which are equally long. */
function meanCurve(replicates: readonly Pick<LegEnd, 'curve'>[]): Curve {
  const [first] = replicates;
  if (first === undefined) return [];
  return first.curve.map(
    (_, epoch) => replicates.reduce((sum, { curve }) => sum + at(curve, epoch), 0) / replicates.length,
  );
}

/** The curve of a configuration, as a list of one, if a replicate of it was trained to its last epoch. */
function finishedCurve(replicates: Replicates, ends: Ends): readonly Curve[] {
  const whole = replicates.flatMap(({ number, configuration }) => {
    const end = ends.get(number);
    return end?.status === 'finished' && end.epochs === configuration.train.epochs ? [end] : [];
  });
  return whole.length === 0 ? [] : [meanCurve(whole)];
}

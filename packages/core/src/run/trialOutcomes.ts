import type { Measurement } from '../plugin/measurement.ts';
import type { Outcome } from '../search/sampler.ts';
import type { Draw } from '../search/space.ts';
import type { Objective } from '../spec/sweepSpec.ts';
import type { TrialEnded } from '../store/records.ts';
import type { RunnableTrial } from './planTrials.ts';

/** What a trial that finished achieved, a value for each of the sweep's metrics; null for one that did not finish. */
export type TrialScores = readonly number[] | null;

/** The scores of a trial that ended. */
export function trialScores(metrics: readonly Objective[], { status, measurements }: TrialEnded): TrialScores {
  return status === 'finished' ? metrics.map((objective) => objectiveValue(objective, measurements)) : null;
}

/**
 * How each draw did: the mean of each metric over the replicates that finished.
 *
 * @param trials the trials of the draws, in their order.
 * @param scores of the trials that ended, by number.
 */
export function trialOutcomes(
  draws: readonly Draw[],
  trials: readonly Pick<RunnableTrial, 'number' | 'configuration'>[],
  scores: ReadonlyMap<number, TrialScores>,
): readonly Outcome[] {
  const first = trials[0]?.configuration ?? 0;
  const byConfiguration = Map.groupBy(trials, ({ configuration }) => configuration - first);
  return draws.map((draw, i) => {
    const finished = (byConfiguration.get(i) ?? []).map(({ number }) => scores.get(number) ?? []);
    return { draw, metrics: meanScores(finished.filter((values) => values.length > 0)) };
  });
}

function meanScores(scores: readonly (readonly number[])[]): readonly number[] | null {
  const [first] = scores;
  if (first === undefined) return null;
  return first.map((_, metric) => scores.reduce((sum, values) => sum + (values[metric] ?? 0), 0) / scores.length);
}

/** The value of an objective among a trial's final measurements; NaN where it was not measured. */
export function objectiveValue({ name }: Objective, measurements: readonly Measurement[]): number {
  const value = (split: Measurement['split'], metric: string): number | undefined =>
    measurements.find((found) => found.layer === null && found.split === split && found.name === metric)?.value;
  switch (name) {
    case 'validation.accuracy':
      return value('validation', 'accuracy') ?? Number.NaN;
    case 'validation.loss':
      return value('validation', 'loss') ?? Number.NaN;
    case 'train.accuracy':
      return value('train', 'accuracy') ?? Number.NaN;
    case 'train.loss':
      return value('train', 'loss') ?? Number.NaN;
    case 'weights.zeroFraction':
      return value(null, name) ?? Number.NaN;
    case 'activations.zeroFraction':
      return value('validation', name) ?? value('train', name) ?? Number.NaN;
  }
}

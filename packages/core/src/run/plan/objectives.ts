import type { Measurement } from '../../plugin/measurement.ts';
import type { Objective } from '../../sweepfile/sweepSpec.ts';

/** The name of the metric that an objective is a value of, such as `accuracy` of `validation.accuracy`. */
export function objectiveMetric({ name }: Objective): string {
  return name.replace(/^(train|validation)\./, '');
}

/** The value of an objective among measurements of one moment; NaN where it was not measured. */
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

/** The same, so turned that lower is better. */
export function objectiveLoss(objective: Objective, measurements: readonly Measurement[]): number {
  const value = objectiveValue(objective, measurements);
  return objective.goal === 'maximize' ? -value : value;
}

/** What a trial achieved, a value for each of the sweep's metrics, the lower the better; null where one is no number. */
export type TrialScores = readonly number[] | null;

/** The scores of what was measured on a trial's weights. */
export function trialScores(metrics: readonly Objective[], measurements: readonly Measurement[]): TrialScores {
  const scores = metrics.map((objective) => objectiveLoss(objective, measurements));
  return scores.every(Number.isFinite) ? scores : null;
}

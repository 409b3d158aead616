import type { Measurement } from '../../plugin/measurement.ts';
import type { Objective } from '../../sweepfile/sweepSpec.ts';

/** The metric that an objective measures, such as `accuracy` for `validation.accuracy`. */
export function objectiveMetric({ name }: Objective): string {
  return name.replace(/^(train|validation)\./, '');
}

/** The value of an objective among measurements taken at one time; NaN if it was not measured. */
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

/** The value of an objective, negated if higher is better. */
export function objectiveLoss(objective: Objective, measurements: readonly Measurement[]): number {
  const value = objectiveValue(objective, measurements);
  return objective.goal === 'maximize' ? -value : value;
}

/** The losses of a trial by the sweep's metrics (lower is better); null if one of them is not finite. */
export type TrialScores = readonly number[] | null;

/** The scores of a trial from what was measured on its weights. */
export function trialScores(metrics: readonly Objective[], measurements: readonly Measurement[]): TrialScores {
  const scores = metrics.map((objective) => objectiveLoss(objective, measurements));
  return scores.every(Number.isFinite) ? scores : null;
}

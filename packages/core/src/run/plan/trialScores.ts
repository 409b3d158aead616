import type { Measurement } from '../../plugin/measurement.ts';
import type { Objective } from '../../sweepfile/sweepSpec.ts';
import { objectiveLoss } from './objectiveValue.ts';

/** What a trial achieved, a value for each of the sweep's metrics, the lower the better; null where one is no number. */
export type TrialScores = readonly number[] | null;

/** The scores of what was measured on a trial's weights. */
export function trialScores(metrics: readonly Objective[], measurements: readonly Measurement[]): TrialScores {
  const scores = metrics.map((objective) => objectiveLoss(objective, measurements));
  return scores.every(Number.isFinite) ? scores : null;
}

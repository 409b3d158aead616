import type { ConfigurationRow, ResultRow, Spread } from '../reportData.ts';
import type { OutcomeMetric } from './pageModel.ts';

const CANDIDATES: readonly OutcomeMetric[] = [
  { metric: 'accuracy', split: 'validation', title: 'validation accuracy' },
  { metric: 'accuracy', split: 'train', title: 'train accuracy' },
  { metric: 'loss', split: 'validation', title: 'validation loss' },
  { metric: 'loss', split: 'train', title: 'train loss' },
];

/**
 * Chooses the metric to compare configurations by: accuracy before loss, validation before train. Test is never used
 * for comparison. Null if nothing was measured.
 */
export function chooseOutcomeMetric(results: readonly ResultRow[]): OutcomeMetric | null {
  return CANDIDATES.find((outcome) => results.some((row) => outcomeOfTrial(outcome, row) !== null)) ?? null;
}

/** The outcome of a trial. */
export function outcomeOfTrial({ metric, split }: OutcomeMetric, row: ResultRow): number | null {
  if (metric === 'accuracy') return split === 'validation' ? row.validationAccuracy : row.trainAccuracy;
  return split === 'validation' ? row.validationLoss : row.trainLoss;
}

/** The outcome of a configuration over its finished replicates. */
export function outcomeOfConfiguration({ metric, split }: OutcomeMetric, row: ConfigurationRow): Spread {
  if (metric === 'accuracy') return split === 'validation' ? row.validationAccuracy : row.trainAccuracy;
  return split === 'validation' ? row.validationLoss : row.trainLoss;
}

/** A key to sort outcomes by: higher is better, and a missing outcome is worst. */
export function rank(outcome: OutcomeMetric | null, value: number | null): number {
  return outcome === null || value === null ? Number.NEGATIVE_INFINITY : quality(outcome, value);
}

/** The outcome turned so that higher is better. */
export function quality({ metric }: OutcomeMetric, value: number): number {
  return metric === 'accuracy' ? value : -value;
}

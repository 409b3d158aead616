import type { ConfigurationRow, ResultRow, Spread } from '../reportData.ts';
import type { Outcome } from './pageModel.ts';

const CANDIDATES: readonly Outcome[] = [
  { metric: 'accuracy', split: 'validation', title: 'validation accuracy' },
  { metric: 'accuracy', split: 'train', title: 'train accuracy' },
  { metric: 'loss', split: 'validation', title: 'validation loss' },
  { metric: 'loss', split: 'train', title: 'train loss' },
];

/**
 * What the report compares configurations by: accuracy before loss, validation before train. Never test, which is for
 * reporting alone. Null where nothing was measured.
 */
export function chooseOutcome(results: readonly ResultRow[]): Outcome | null {
  return CANDIDATES.find((outcome) => results.some((row) => outcomeOfTrial(outcome, row) !== null)) ?? null;
}

/** The outcome of a trial. */
export function outcomeOfTrial({ metric, split }: Outcome, row: ResultRow): number | null {
  if (metric === 'accuracy') return split === 'validation' ? row.validationAccuracy : row.trainAccuracy;
  return split === 'validation' ? row.validationLoss : row.trainLoss;
}

/** The outcome of a configuration over its finished replicates. */
export function outcomeOfConfiguration({ metric, split }: Outcome, row: ConfigurationRow): Spread {
  if (metric === 'accuracy') return split === 'validation' ? row.validationAccuracy : row.trainAccuracy;
  return split === 'validation' ? row.validationLoss : row.trainLoss;
}

/** The outcome for sorting: more is better, and none is worst. */
export function rank(outcome: Outcome | null, value: number | null): number {
  return outcome === null || value === null ? Number.NEGATIVE_INFINITY : quality(outcome, value);
}

/** The outcome as a number of which more is better. */
export function quality({ metric }: Outcome, value: number): number {
  return metric === 'accuracy' ? value : -value;
}

import { at } from '../plugin/at.ts';
import type { ConfigurationRow, Spread } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';

/** A metric of a configuration: mean, deviation and number of its finished replicates. */
export function achieved(row: ConfigurationRow, { name }: Pick<Objective, 'name'>): Spread {
  switch (name) {
    case 'validation.accuracy':
      return row.validationAccuracy;
    case 'validation.loss':
      return row.validationLoss;
    case 'train.accuracy':
      return row.trainAccuracy;
    case 'train.loss':
      return row.trainLoss;
    case 'weights.zeroFraction':
      return row.zeroWeights;
    case 'activations.zeroFraction':
      return row.zeroActivations;
  }
}

/** A configuration with all metrics. */
export interface Measured {
  readonly row: ConfigurationRow;
  /** The mean of each metric, negated for maximized metrics, so that lower is better. */
  readonly losses: readonly number[];
}

/** The configurations with all metrics, in the given order. */
export function measured(rows: readonly ConfigurationRow[], objectives: readonly Objective[]): readonly Measured[] {
  return rows.flatMap((row) => {
    const means = objectives.map((objective) => achieved(row, objective).mean);
    if (!means.every((mean) => mean !== null)) return [];
    return [{ row, losses: means.map((mean, i) => turned(mean, at(objectives, i))) }];
  });
}

/** Converts a metric to a loss (lower is better), or such a loss back. */
export function turned(value: number, { goal }: Pick<Objective, 'goal'>): number {
  // Adding 0 turns -0 into 0.
  return (goal === 'maximize' ? -value : value) + 0;
}

/** Whether a metric is a fraction, from 0 to 1; the others are losses. */
export function isFraction({ name }: Pick<Objective, 'name'>): boolean {
  return !name.endsWith('.loss');
}

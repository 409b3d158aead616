import { at } from '../plugin/at.ts';
import type { ConfigurationRow, Spread } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';

/** What a configuration achieved in a metric: mean, deviation and number of its finished replicates. */
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

/** A configuration whose metrics are all known. */
export interface Measured {
  readonly row: ConfigurationRow;
  /** The mean of each metric, so turned that lower is better. */
  readonly losses: readonly number[];
}

/** The configurations for which every metric is known, in the order given. */
export function measured(rows: readonly ConfigurationRow[], objectives: readonly Objective[]): readonly Measured[] {
  return rows.flatMap((row) => {
    const means = objectives.map((objective) => achieved(row, objective).mean);
    if (!means.every((mean) => mean !== null)) return [];
    return [{ row, losses: means.map((mean, i) => turned(mean, at(objectives, i))) }];
  });
}

/** A value of a metric as a loss, the lower the better; or such a loss as a value again. */
export function turned(value: number, { goal }: Pick<Objective, 'goal'>): number {
  // Adding 0 makes 0 of -0.
  return (goal === 'maximize' ? -value : value) + 0;
}

/** Whether a metric is a fraction, from 0 to 1; the others are losses. */
export function isFraction({ name }: Pick<Objective, 'name'>): boolean {
  return !name.endsWith('.loss');
}

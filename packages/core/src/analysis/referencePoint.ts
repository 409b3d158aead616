import { at } from '../plugin/at.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { measured, turned } from './achieved.ts';

/**
 * The point from which a sweep's hypervolume is measured, a value for each metric: of a fraction the worst there can
 * be, 0 or 1, so that sweeps can be compared; of a loss, which has no bound, the worst of these configurations. Empty
 * where no configuration has every metric.
 */
export function referencePoint(rows: readonly ConfigurationRow[], objectives: readonly Objective[]): readonly number[] {
  const all = measured(rows, objectives);
  if (all.length === 0) return [];
  return objectives.map((objective, i) => {
    if (isFraction(objective)) return objective.goal === 'maximize' ? 0 : 1;
    const worst = all.reduce((most, { losses }) => Math.max(most, at(losses, i)), Number.NEGATIVE_INFINITY);
    return turned(worst, objective);
  });
}

/** Whether a metric is a fraction, from 0 to 1; the others are losses. */
export function isFraction({ name }: Pick<Objective, 'name'>): boolean {
  return !name.endsWith('.loss');
}

import { at } from '../plugin/at.ts';
import { dominates } from '../search/dominance.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { measured, turned } from './achieved.ts';
import { hypervolume } from './hypervolume.ts';

/** How far a search had come with a configuration. */
export interface TrajectoryPoint {
  readonly configuration: number;
  /** The best value so far. */
  readonly best: number;
}

/**
 * The best value of a metric so far, after each configuration that has it.
 *
 * @param rows in the order in which they were proposed.
 */
export function trajectory(rows: readonly ConfigurationRow[], objective: Objective): readonly TrajectoryPoint[] {
  let least = Number.POSITIVE_INFINITY;
  return measured(rows, [objective]).map(({ row, losses }) => {
    least = Math.min(least, at(losses, 0));
    return { configuration: row.configurationIndex, best: turned(least, objective) };
  });
}

/**
 * The hypervolume so far, after each configuration that has all of two or three metrics.
 *
 * @param rows in the order in which they were proposed.
 * @param reference a value for each metric.
 */
export function hypervolumeTrajectory(
  rows: readonly ConfigurationRow[],
  objectives: readonly Objective[],
  reference: readonly number[],
): readonly TrajectoryPoint[] {
  const corner = reference.map((value, i) => turned(value, at(objectives, i)));
  let front: readonly (readonly number[])[] = [];
  let best = 0;
  return measured(rows, objectives).map(({ row, losses }) => {
    if (!front.some((member) => dominates(member, losses))) {
      front = [...front.filter((member) => !dominates(losses, member)), losses];
      best = hypervolume(front, corner);
    }
    return { configuration: row.configurationIndex, best };
  });
}

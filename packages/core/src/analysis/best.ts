import { at } from '../plugin/at.ts';
import { dominates, nonDominatedFronts } from '../search/dominance.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { type Measured, measured, turned } from './achieved.ts';
import { hypervolume } from './hypervolume.ts';

/** The configuration with the best mean of a metric, the first of equals; undefined where none was measured. */
export function bestConfiguration(
  rows: readonly ConfigurationRow[],
  objective: Objective,
): ConfigurationRow | undefined {
  return measured(rows, [objective]).reduce<Measured | undefined>(
    (best, next) => (best === undefined || (next.losses[0] ?? 0) < (best.losses[0] ?? 0) ? next : best),
    undefined,
  )?.row;
}

/**
 * The Pareto front: the configurations that no other beats, being at least as good by every metric and better by one;
 * all of equals. The best by the first metric comes first. Configurations that lack a metric take no part.
 */
export function paretoFront(
  rows: readonly ConfigurationRow[],
  objectives: readonly Objective[],
): readonly ConfigurationRow[] {
  const candidates = measured(rows, objectives);
  const [front = []] = nonDominatedFronts(candidates.map(({ losses }) => losses));
  return front
    .flatMap((index) => candidates[index] ?? [])
    .sort((a, b) => (a.losses[0] ?? 0) - (b.losses[0] ?? 0))
    .map(({ row }) => row);
}

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

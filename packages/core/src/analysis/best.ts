import { at } from '../plugin/at.ts';
import { dominates, nonDominatedFronts } from '../search/dominance.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { type Measured, measured, turned } from './achieved.ts';
import { hypervolume } from './hypervolume.ts';

/** The configuration with the best mean of a metric, the first of equal ones; undefined if none was measured. */
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
 * The Pareto front: the configurations that no other dominates, including equal ones, best by the first metric first.
 * Configurations without all metrics are left out.
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

/** The progress of a search up to a configuration. */
export interface TrajectoryPoint {
  /** The index of the configuration. */
  readonly configuration: number;
  /** The best value, or the hypervolume, so far. */
  readonly best: number;
}

/**
 * The best value of a metric so far, after each configuration that has it.
 *
 * @param rows in order of proposal.
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
 * @param rows in order of proposal.
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

import { nonDominatedFronts } from '../search/dominance.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { measured } from './achieved.ts';

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

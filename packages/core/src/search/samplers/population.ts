import { at } from '../../plugin/at.ts';
import type { RandomStream } from '../../plugin/random.ts';
import { nonDominatedFronts } from '../dominance.ts';
import { type Outcome, reachOf } from '../sampler.ts';

/** A configuration that may have children. */
export interface Individual extends Outcome {
  /** The rank of its front; lower is better. */
  readonly rank: number;
  /** Its crowding distance within its front. */
  readonly crowding: number;
}

/**
 * The `size` best outcomes: whole fronts from the first, and from the front that does not fit the least crowded ones,
 * with ties to the earlier (elitist selection of Deb et al. 2002, section III-C).
 */
export function survivors(outcomes: readonly Outcome[], size: number): readonly Individual[] {
  const chosen: Individual[] = [];
  for (const front of rankedFronts(outcomes)) {
    const left = size - chosen.length;
    if (left <= 0) break;
    const kept = front.length <= left ? front : front.toSorted(byCrowding).slice(0, left);
    chosen.push(...kept);
  }
  return chosen;
}

/** The better of two random individuals: by rank, then by crowding (crowded-comparison of Deb et al. 2002). */
export function tournamentWinner(population: readonly Individual[], stream: RandomStream): Individual {
  const one = at(population, stream.integer(population.length));
  const other = at(population, stream.integer(population.length));
  if (one.rank !== other.rank) return one.rank < other.rank ? one : other;
  return byCrowding(one, other) <= 0 ? one : other;
}

function byCrowding(a: Individual, b: Individual): number {
  // The difference of two infinite distances would be NaN.
  return a.crowding === b.crowding ? 0 : b.crowding - a.crowding;
}

/** All fronts, best first: those of full trainings, then of early stops, latest first, then all failures as one. */
function rankedFronts(outcomes: readonly Outcome[]): readonly (readonly Individual[])[] {
  const byReach = [...Map.groupBy(outcomes, reachOf)].sort(([a], [b]) => (a === b ? 0 : b - a));
  const fronts = byReach.flatMap(([, group]) => frontsOf(group));
  return fronts.map((front, rank) => {
    const crowding = crowdingDistances(front.map(({ losses }) => losses ?? []));
    return front.map((outcome, i) => ({ ...outcome, rank, crowding: at(crowding, i) }));
  });
}

function frontsOf(group: readonly Outcome[]): readonly (readonly Outcome[])[] {
  const fronts = nonDominatedFronts(group.map(({ losses }) => losses ?? []));
  return fronts.map((front) => front.map((index) => at(group, index)));
}

/**
 * The crowding distance of each point of a front (Deb, Pratap, Agarwal & Meyarivan 2002, section III-B): the sum over
 * all losses of the distance between the next lower and next higher value in the front, as a share of the front's
 * range; infinite at both ends. A loss that is equal for all points counts as 0, as in Optuna.
 *
 * @param losses of each point of the front, equally many for each.
 */
export function crowdingDistances(losses: readonly (readonly number[])[]): readonly number[] {
  const distances = losses.map(() => 0);
  const objectives = losses[0]?.length ?? 0;
  for (let objective = 0; objective < objectives; objective++) {
    const values = losses.map((point) => at(point, objective));
    const order = [...values.keys()].sort((a, b) => at(values, a) - at(values, b));
    const sorted = order.map((index) => at(values, index));
    const range = at(sorted, sorted.length - 1) - at(sorted, 0);
    if (range === 0) continue;
    for (const [place, index] of order.entries()) {
      const [below, above] = [sorted[place - 1], sorted[place + 1]];
      const gap = below === undefined || above === undefined ? Number.POSITIVE_INFINITY : (above - below) / range;
      distances[index] = at(distances, index) + gap;
    }
  }
  return distances;
}

import { at } from '../../plugin/at.ts';
import type { RandomStream } from '../../plugin/random.ts';
import { nonDominatedFronts } from '../dominance.ts';
import { type Outcome, reachOf } from '../sampler.ts';

/** A configuration that may have children. */
export interface Individual extends Outcome {
  /** Of its front: the lower the better. */
  readonly rank: number;
  /** How far it is from its neighbours in its front. */
  readonly crowding: number;
}

/**
 * The `size` best outcomes: whole fronts from the first on, and of the one that does not fit those that are least
 * crowded, the earlier where that is equal (elitist selection of Deb et al. 2002, section III-C).
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

/** The better of two random individuals: by rank, or else the less crowded (crowded-comparison of Deb et al. 2002). */
export function tournamentWinner(population: readonly Individual[], stream: RandomStream): Individual {
  const one = at(population, stream.integer(population.length));
  const other = at(population, stream.integer(population.length));
  if (one.rank !== other.rank) return one.rank < other.rank ? one : other;
  return byCrowding(one, other) <= 0 ? one : other;
}

function byCrowding(a: Individual, b: Individual): number {
  // The difference of two infinite distances would not be a number.
  return a.crowding === b.crowding ? 0 : b.crowding - a.crowding;
}

/** All fronts, from the best on: first those of full trainings, then of ever earlier stops, then all failures as one. */
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
 * How far the points of a front are from their neighbours: for each, the sum over all losses of the distance between
 * the next lower and the next higher value in the front, as a share of the front's range; infinite at either end.
 *
 * Crowding distance of Deb, Pratap, Agarwal & Meyarivan (2002), section III-B. A loss that all points share tells none
 * of them apart and counts as 0, as in Optuna.
 *
 * @param losses of each point of the front, as many for each.
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

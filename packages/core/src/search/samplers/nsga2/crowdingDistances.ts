import { at } from '../../../plugin/at.ts';

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

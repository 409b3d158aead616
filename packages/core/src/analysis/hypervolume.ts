import { at } from '../plugin/at.ts';
import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { isFraction, measured, turned } from './achieved.ts';

/** A corner of the region that points dominate: its first and second loss. */
type Step = readonly [number, number];

/**
 * The hypervolume of points: the area (two losses) or volume (three) that they dominate, up to a reference point. A
 * point that is not below the reference in every loss adds nothing.
 *
 * Exact, by a sweep along the third loss over the staircase of the first two (the dimension sweep of Fonseca, Paquete &
 * Lopez-Ibanez 2006, An improved dimension-sweep algorithm for the hypervolume indicator; O(n^2) here).
 *
 * @param losses of each point; lower is better.
 * @throws RangeError for other than two or three losses.
 */
export function hypervolume(losses: readonly (readonly number[])[], reference: readonly number[]): number {
  if (reference.length !== 2 && reference.length !== 3) {
    throw new RangeError(`a hypervolume needs two or three losses, not ${reference.length}`);
  }
  const corner: Step = [at(reference, 0), at(reference, 1)];
  const inside = losses.filter((point) => point.every((loss, i) => loss < at(reference, i)));
  const stairs: Step[] = [];
  if (reference.length === 2) {
    for (const point of inside) addStep(stairs, [at(point, 0), at(point, 1)]);
    return areaBelow(stairs, corner);
  }
  const sorted = inside.toSorted((a, b) => at(a, 2) - at(b, 2));
  let volume = 0;
  for (const [i, point] of sorted.entries()) {
    addStep(stairs, [at(point, 0), at(point, 1)]);
    const next = sorted[i + 1] ?? reference;
    // The area stays the same up to the next point.
    if (at(next, 2) > at(point, 2)) volume += areaBelow(stairs, corner) * (at(next, 2) - at(point, 2));
  }
  return volume;
}

/**
 * Inserts a point into a staircase, along which the first loss rises and the second falls, and drops dominated steps.
 */
function addStep(stairs: Step[], step: Step): void {
  const [x, y] = step;
  // Binary search for the first step with a first loss of at least x.
  let place = 0;
  let end = stairs.length;
  while (place < end) {
    const middle = (place + end) >> 1;
    if (at(stairs, middle)[0] < x) place = middle + 1;
    else end = middle;
  }
  const [before, there] = [stairs[place - 1], stairs[place]];
  if (before !== undefined && before[1] <= y) return;
  if (there !== undefined && there[0] === x && there[1] <= y) return;
  let dominated = 0;
  while (place + dominated < stairs.length && at(stairs, place + dominated)[1] >= y) dominated++;
  stairs.splice(place, dominated, step);
}

/** The area between a staircase and the corner above it and to the right. */
function areaBelow(stairs: readonly Step[], [right, top]: Step): number {
  let area = 0;
  let ceiling = top;
  for (const [x, y] of stairs) {
    area += (right - x) * (ceiling - y);
    ceiling = y;
  }
  return area;
}

/**
 * The reference point of a sweep's hypervolume, one value per metric. For a fraction it is the worst possible value, 0
 * or 1, so that sweeps can be compared; for a loss, which has no bound, the worst of these configurations. Empty if no
 * configuration has all metrics.
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

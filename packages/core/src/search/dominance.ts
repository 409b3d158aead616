import { at } from '../plugin/at.ts';

/** Whether losses dominate others (Pareto dominance): none is higher and at least one is lower. */
export function dominates(losses: readonly number[], others: readonly number[]): boolean {
  let isLower = false;
  for (const [objective, loss] of losses.entries()) {
    const other = others[objective] ?? Number.NaN;
    if (!(loss <= other)) return false;
    isLower ||= loss < other;
  }
  return isLower;
}

/**
 * The non-dominated fronts of points, as indices in ascending order. The first front has the points that no other
 * dominates, the next those that only points of the first dominate, and so on. Equal points are in the same front.
 *
 * The fronts are those of Deb et al. (2002), found by Zhang, Tian, Cheng & Jin's efficient non-dominated sort with a
 * binary search (2015): O(n log n) for up to two losses, at worst O(n^2) for more.
 *
 * @param losses of each point, finite, equally many for each.
 */
export function nonDominatedFronts(losses: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const fronts: number[][] = [];
  const order = [...losses.keys()].sort((a, b) => lexicographicOrder(at(losses, a), at(losses, b)));
  for (const index of order) {
    const place = firstUndominating(fronts, at(losses, index), losses);
    const front = fronts[place];
    if (front === undefined) fronts.push([index]);
    else front.push(index);
  }
  return fronts.map((front) => front.sort((a, b) => a - b));
}

/** In this order no point is dominated by a later one. */
function lexicographicOrder(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((loss, objective) => loss !== b[objective]);
  return differing === -1 ? 0 : at(a, differing) - at(b, differing);
}

/**
 * The first front without a point that dominates `point`. A point that is dominated in one front is dominated in all
 * fronts before it, so a binary search finds it.
 */
function firstUndominating(
  fronts: readonly (readonly number[])[],
  point: readonly number[],
  losses: readonly (readonly number[])[],
): number {
  let low = 0;
  let high = fronts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isDominatedBy(at(fronts, middle), point, losses)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isDominatedBy(
  front: readonly number[],
  point: readonly number[],
  losses: readonly (readonly number[])[],
): boolean {
  // With up to two losses the second falls along a front: if any point of it dominates, the last one does.
  const end = point.length <= 2 ? front.length - 1 : 0;
  for (let member = front.length - 1; member >= end; member--) {
    if (dominates(at(losses, at(front, member)), point)) return true;
  }
  return false;
}

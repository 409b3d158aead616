/** Two qualities of one thing, of both of which more is better. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The indices of the points that no other point dominates, by ascending x. A point dominates another when it is at
 * least as good in both qualities and better in one; of equal points all are kept.
 */
export function paretoFront(points: readonly Point[]): readonly number[] {
  const order = points.map((point, index) => ({ point, index })).sort(byDescendingX);
  const front: number[] = [];
  let best: Point = { x: Number.POSITIVE_INFINITY, y: Number.NEGATIVE_INFINITY };
  for (const { point, index } of order) {
    if (point.y > best.y) best = point;
    else if (point.y !== best.y || point.x !== best.x) continue;
    front.push(index);
  }
  return front.reverse();
}

// At equal x the best y comes first, so that whatever follows it is dominated or equal.
function byDescendingX(a: { readonly point: Point }, b: { readonly point: Point }): number {
  return b.point.x - a.point.x || b.point.y - a.point.y;
}

import { at } from '../../../plugin/at.ts';
import { dominates } from '../../dominance.ts';

type Point = readonly number[];

/**
 * The indices of `size` points of a front that together dominate much: one after another, that which adds most to the
 * hypervolume of those before it. At least 1 - 1/e of the best subset (Guerreiro, Fonseca & Paquete 2016).
 *
 * The hypervolume ends a tenth beyond the worst of each loss, as in Optuna.
 *
 * @param front losses that do not dominate each other, as many for each.
 */
export function hypervolumeSubset(front: readonly Point[], size: number): readonly number[] {
  const reference = (front[0] ?? []).map((_, objective) => {
    const worst = Math.max(...front.map((point) => at(point, objective)));
    return Math.max(1.1 * worst, 0.9 * worst);
  });
  const chosen: number[] = [];
  // What a point adds can only fall as others are chosen, so that an old figure is an upper bound.
  const left = front.map((point, index) => ({ index, gain: exclusiveVolume(point, [], reference), known: 0 }));
  while (chosen.length < size && left.length > 0) {
    const top = left.reduce((best, candidate) => (candidate.gain > best.gain ? candidate : best));
    if (top.known === chosen.length) {
      chosen.push(top.index);
      left.splice(left.indexOf(top), 1);
    } else {
      const others = chosen.map((index) => at(front, index));
      top.gain = exclusiveVolume(at(front, top.index), others, reference);
      top.known = chosen.length;
    }
  }
  return chosen;
}

/** The volume that a point dominates, up to a reference, and no other does (While, Bradstreet & Barone 2012, WFG). */
export function exclusiveVolume(point: Point, others: readonly Point[], reference: Point): number {
  const own = point.reduce((volume, loss, objective) => volume * Math.max(0, at(reference, objective) - loss), 1);
  const limited = others.map((other) => other.map((loss, objective) => Math.max(loss, at(point, objective))));
  return own - volumeOf(limited, reference);
}

function volumeOf(points: readonly Point[], reference: Point): number {
  const front = points.filter(
    (point, index) =>
      !points.some((other, place) => dominates(other, point) || (place < index && other.join() === point.join())),
  );
  return front.reduce((sum, point, index) => sum + exclusiveVolume(point, front.slice(index + 1), reference), 0);
}

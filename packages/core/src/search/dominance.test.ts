import { describe, expect, it } from 'vitest';
import { randomStreams } from '../run/plan/randomStreams.ts';
import { dominates, nonDominatedFronts } from './dominance.ts';

describe('dominance', () => {
  it('requires no higher loss and at least one lower loss', () => {
    expect(dominates([1, 2], [1, 3])).toBe(true);
    expect(dominates([1, 2], [1, 2])).toBe(false);
    expect(dominates([1, 2], [0, 3])).toBe(false);
    expect(dominates([1], [2])).toBe(true);
    expect(dominates([Number.NaN], [2])).toBe(false);
  });
});

describe('the fronts', () => {
  it('are found one after another', () => {
    //  4 |       e
    //  3 | a   d
    //  2 |   b     f
    //  1 |       c
    //     1 2 3 4 5
    const points = [
      [1, 3],
      [2, 2],
      [4, 1],
      [3, 3],
      [4, 4],
      [5, 2],
    ];
    expect(nonDominatedFronts(points)).toEqual([[0, 1, 2], [3, 5], [4]]);
  });

  it('are the distinct values of a single loss, and hold equal points together', () => {
    expect(nonDominatedFronts([[3], [1], [2], [1]])).toEqual([[1, 3], [2], [0]]);
    expect(
      nonDominatedFronts([
        [1, 1],
        [0, 2],
        [1, 1],
        [2, 0],
      ]),
    ).toEqual([[0, 1, 2, 3]]);
    expect(nonDominatedFronts([])).toEqual([]);
    expect(nonDominatedFronts([[], []])).toEqual([[0, 1]]);
  });

  it.each([1, 2, 3, 4])('are by definition those of %i losses', (objectives) => {
    const stream = randomStreams(7)(`${objectives}`);
    for (let repeat = 0; repeat < 20; repeat++) {
      // Few values, so that many are equal.
      const points = Array.from({ length: 40 }, () => Array.from({ length: objectives }, () => stream.integer(6)));
      expect(nonDominatedFronts(points)).toEqual(frontsByDefinition(points));
    }
  });
});

/** Takes the points that no other left dominates, again and again. */
function frontsByDefinition(points: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const fronts: number[][] = [];
  let left = [...points.keys()];
  while (left.length > 0) {
    const front = left.filter((i) => !left.some((j) => dominates(points[j] ?? [], points[i] ?? [])));
    fronts.push(front);
    left = left.filter((i) => !front.includes(i));
  }
  return fronts;
}

import { expect, it } from 'vitest';
import { parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import type { Outcome } from '../../sampler.ts';
import { exclusiveVolume, hypervolumeSubset, startRanking } from './ranking.ts';

const space = spaceOf(parameter('x', range(0, 1)));

function history(losses: readonly (readonly number[] | null)[]): readonly Outcome[] {
  return losses.map((loss, i) => ({ draw: { x: i / losses.length }, losses: loss }));
}

it('has the best tenth, rounded up and at most 25, however the history came', () => {
  // A permutation of 0 .. 1000 (7 and 1009 have no common factor).
  const losses = Array.from({ length: 1008 }, (_, i) => [((i + 1) * 7) % 1009]);
  const all = history(losses);
  const least = (count: number, size: number) => {
    const order = [...losses.slice(0, count).keys()].sort((a, b) => (losses[a]?.[0] ?? 0) - (losses[b]?.[0] ?? 0));
    return order.slice(0, size).sort((a, b) => a - b);
  };
  const split = startRanking(space, 1);
  for (const [count, size] of [
    [1, 1],
    [11, 2],
    [200, 20],
    [1008, 25],
  ] as const) {
    expect(split(all.slice(0, count)).good).toEqual(least(count, size));
    expect(startRanking(space, 1)(all.slice(0, count)).good).toEqual(least(count, size));
  }
});

it('does not count failures as good', () => {
  expect(startRanking(space, 1)(history([null, null])).good).toEqual([]);
  expect(startRanking(space, 1)(history([null, [3], null])).good).toEqual([1]);
});

it('takes the first front, and from the next the points that dominate most', () => {
  // 21 outcomes: 3 good ones. (1, 1) dominates all; of the next front, (2, 3) and (4, 2) dominate most.
  const far = Array.from({ length: 16 }, (_, i) => [9 + i, 9 + i]);
  const all = history([[2, 3], [1.5, 8], ...far, [1, 1], [4, 2], [8.5, 1.9]]);
  expect(startRanking(space, 2)(all).good).toEqual([0, 18, 19]);
});

it('measures the region that only one point dominates', () => {
  // By hand, up to (10, 10): 8 * 4 of (2, 6), less 5 * 4 that (5, 3) has too.
  expect(exclusiveVolume([2, 6], [[5, 3]], [10, 10])).toBe(12);
  // 2 * 2 * 2, less 2 * 1 * 1 and 1 * 2 * 1, which share 1.
  expect(
    exclusiveVolume(
      [0, 0, 0],
      [
        [-1, 1, 1],
        [1, 0, 1],
      ],
      [2, 2, 2],
    ),
  ).toBe(5);
  expect(exclusiveVolume([2, 6], [[2, 6]], [10, 10])).toBe(0);
});

it('takes the point that dominates most first, then those that add most', () => {
  // By hand, up to 1.1 times the worst, (10.78, 11): 9.78, 23.9, 22.24 and 9.8 alone, so that (6, 6) is first.
  const front = [
    [1, 10],
    [6, 6],
    [8, 3],
    [9.8, 1],
  ];
  // Then (8, 3) adds 2.78 * 3 = 8.34, (1, 10) adds 5, and (9.8, 1) adds 0.98 * 5 = 4.9, after (8, 3) only 1.96.
  expect(hypervolumeSubset(front, 3)).toEqual([1, 2, 0]);
  expect(hypervolumeSubset(front, 9)).toHaveLength(4);
  expect(hypervolumeSubset([], 2)).toEqual([]);
});

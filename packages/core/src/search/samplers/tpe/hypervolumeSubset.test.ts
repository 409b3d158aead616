import { expect, it } from 'vitest';
import { exclusiveVolume, hypervolumeSubset } from './hypervolumeSubset.ts';

it('measures what a point alone dominates', () => {
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

it('takes first what dominates most, then what adds most', () => {
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
